package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;

/**
 * Whether an address answers, found out as the JDK does who may not send ICMP: by a connection to
 * its echo port. Whoever refuses it is there.
 */
public final class Reachability {
    private static final int ECHO = 7; // RFC 862
    private static final String REFUSED = Errno.ECONNREFUSED.text();

    private Reachability() {}

    /**
     * Tries on a new descriptor, which it closes.
     *
     * @param from the interface whose address it goes out with, or null
     * @param hops the hop limit, 0 for the usual one
     */
    public static boolean test(
            Descriptor descriptor,
            InetAddress address,
            @Nullable NetworkInterface from,
            int hops,
            long timeoutNanos)
            throws IOException {
        try {
            if (hops > 0) {
                OptionValues.setInt(descriptor, Option.SOL_IP, Option.IP_TTL, hops);
                OptionValues.setInt(descriptor, Option.SOL_IPV6, Option.IPV6_UNICAST_HOPS, hops);
            }
            if (from != null && !bind(descriptor, address, from)) {
                return false;
            }
            return connects(descriptor, new InetSocketAddress(address, ECHO), timeoutNanos);
        } finally {
            descriptor.close();
        }
    }

    /** False if the interface has no address of the family. */
    private static boolean bind(Descriptor descriptor, InetAddress to, NetworkInterface from)
            throws IOException {
        boolean v6 = to instanceof Inet6Address;
        InetAddress own =
                from.inetAddresses()
                        .filter(each -> each instanceof Inet6Address == v6)
                        .findFirst()
                        .orElse(null);
        if (own == null) {
            return false;
        }
        Binding.bind(descriptor, new InetSocketAddress(own, 0));
        return true;
    }

    private static boolean connects(
            Descriptor descriptor, InetSocketAddress to, long timeoutNanos) {
        try {
            StreamCalls.connect(descriptor, to, timeoutNanos);
            return true;
        } catch (ConnectException e) {
            return REFUSED.equals(e.getMessage());
        } catch (IOException e) {
            return false;
        }
    }
}
