package io.jackfield.ip;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.link.NetworkInterface;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The multicast groups that a host listens to, interface by interface. Nothing is told to routers:
 * IGMP and MLD are not spoken, the links carry every group to everybody.
 */
public final class Groups {
    private static final IpAddress ALL_HOSTS4 = IpAddress.v4(0xe000_0001);
    private static final IpAddress INTERFACE_LOCAL_ALL_NODES6 =
            IpAddress.v6(0xff01_0000_0000_0000L, 1);

    /** One group on one interface. */
    private record Membership(int nicIndex, IpAddress group) {}

    private final Map<Membership, Integer> members = new LinkedHashMap<>();

    /** One more socket on the host listens to the group on that interface. */
    public void join(NetworkInterface nic, IpAddress group) {
        members.merge(new Membership(nic.index(), group), 1, Integer::sum);
    }

    /** One socket less; answers false if none was there. */
    public boolean leave(NetworkInterface nic, IpAddress group) {
        Membership membership = new Membership(nic.index(), group);
        if (!members.containsKey(membership)) {
            return false;
        }
        members.computeIfPresent(membership, (_, count) -> count == 1 ? null : count - 1);
        return true;
    }

    /** Whether packets to the group that come over the interface are for this host. */
    public boolean isMember(NetworkInterface nic, IpAddress group) {
        return isAutomatic(nic, group) || members.containsKey(new Membership(nic.index(), group));
    }

    /** RFC 1112 §4, RFC 4291 §2.8: all hosts, all nodes, and the solicited-node groups. */
    private static boolean isAutomatic(NetworkInterface nic, IpAddress group) {
        if (group.is(ALL_HOSTS4)
                || group.is(IpAddress.ALL_NODES6)
                || group.is(INTERFACE_LOCAL_ALL_NODES6)) {
            return true;
        }
        for (Prefix own : nic.addresses()) {
            if (!own.address().isV4() && own.address().solicitedNode().is(group)) {
                return true;
            }
        }
        return false;
    }
}
