package io.jackfield.ip.route;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.link.NetworkInterface;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which of its addresses a host sends from when nobody says: Linux's rule for IPv4, RFC 6724. */
final class SourceSelection {
    /** A row of the default policy table (RFC 6724 §2.1). */
    private record Policy(Prefix prefix, int label) {}

    private static final List<Policy> POLICIES =
            List.of(
                    new Policy(Prefix.of("::1/128"), 0),
                    new Policy(Prefix.of("::/96"), 3),
                    new Policy(Prefix.of("2001::/32"), 5),
                    new Policy(Prefix.of("2002::/16"), 2),
                    new Policy(Prefix.of("3ffe::/16"), 12),
                    new Policy(Prefix.of("fec0::/10"), 11),
                    new Policy(Prefix.of("fc00::/7"), 13),
                    new Policy(Prefix.of("::/0"), 1));

    private static final int GLOBAL_SCOPE = 0xe;
    private static final int SITE_LOCAL_SCOPE = 5;
    private static final int LINK_LOCAL_SCOPE = 2;

    private SourceSelection() {}

    /**
     * The address to send from, or null if the host has none that fits.
     *
     * @param nextHop the gateway, or the destination if it is on the link
     */
    static @Nullable IpAddress select(
            IpAddress destination,
            IpAddress nextHop,
            NetworkInterface nic,
            List<NetworkInterface> interfaces) {
        return destination.isV4()
                ? selectV4(nextHop, nic, interfaces)
                : selectV6(destination, nic, interfaces);
    }

    /**
     * The address of the outgoing interface in the next hop's network, else its first address, else
     * the first that any other interface may lend.
     */
    private static @Nullable IpAddress selectV4(
            IpAddress nextHop, NetworkInterface nic, List<NetworkInterface> interfaces) {
        IpAddress first = null;
        List<Prefix> own = nic.addresses();
        for (int i = 0; i < own.size(); i++) {
            Prefix candidate = own.get(i);
            if (candidate.address().isV4()) {
                if (candidate.contains(nextHop)) {
                    return candidate.address();
                }
                first = first == null ? candidate.address() : first;
            }
        }
        for (int i = 0; first == null && i < interfaces.size(); i++) {
            first = lentBy(interfaces.get(i));
        }
        return first;
    }

    private static @Nullable IpAddress lentBy(NetworkInterface nic) {
        for (Prefix candidate : nic.addresses()) {
            IpAddress address = candidate.address();
            if (nic.isUp() && address.isV4() && !address.isLoopback() && !address.isLinkLocal()) {
                return address;
            }
        }
        return null;
    }

    private static @Nullable IpAddress selectV6(
            IpAddress destination, NetworkInterface nic, List<NetworkInterface> interfaces) {
        // RFC 6724 §4: for these destinations the candidates are the outgoing interface's only.
        boolean onlyOwn = destination.isMulticast() || destination.isLinkLocal();
        Prefix best = null;
        boolean bestIsOwn = false;
        for (int i = 0; i < interfaces.size(); i++) {
            NetworkInterface owner = interfaces.get(i);
            boolean own = owner == nic;
            if ((onlyOwn && !own) || !owner.isUp()) {
                continue;
            }
            for (Prefix candidate : owner.addresses()) {
                if (!candidate.address().isV4()
                        && (best == null
                                || isBetter(candidate, own, best, bestIsOwn, destination))) {
                    best = candidate;
                    bestIsOwn = own;
                }
            }
        }
        return best == null ? null : best.address();
    }

    /** The rules of RFC 6724 §5 that apply without deprecated, home and temporary addresses. */
    private static boolean isBetter(
            Prefix a, boolean aIsOwn, Prefix b, boolean bIsOwn, IpAddress destination) {
        if (a.address().is(destination) != b.address().is(destination)) { // rule 1
            return a.address().is(destination);
        }
        int scopeA = scope(a.address());
        int scopeB = scope(b.address());
        if (scopeA != scopeB) { // rule 2
            return scopeA < scopeB ? scopeA >= scope(destination) : scopeB < scope(destination);
        }
        if (aIsOwn != bIsOwn) { // rule 5
            return aIsOwn;
        }
        int label = label(destination);
        boolean labelA = label(a.address()) == label;
        boolean labelB = label(b.address()) == label;
        if (labelA != labelB) { // rule 6
            return labelA;
        }
        return matching(a, destination) > matching(b, destination); // rule 8
    }

    private static int scope(IpAddress address) {
        if (address.isMulticast()) {
            return (int) (address.hi() >>> 48) & 0xf;
        }
        if (address.isLinkLocal() || address.isLoopback()) {
            return LINK_LOCAL_SCOPE;
        }
        return address.hi() >>> 54 == 0x3fb ? SITE_LOCAL_SCOPE : GLOBAL_SCOPE;
    }

    private static int label(IpAddress address) {
        for (Policy policy : POLICIES) {
            if (policy.prefix.contains(address)) {
                return policy.label;
            }
        }
        throw new AssertionError("::/0 contains every IPv6 address");
    }

    /** RFC 6724 §2.2: common bits count up to the length of the source's own prefix. */
    private static int matching(Prefix source, IpAddress destination) {
        return Math.min(source.length(), source.address().commonPrefixLength(destination));
    }
}
