package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;

import java.util.List;

/**
 * A message of Neighbor Discovery (RFC 4861 §4). A link-layer address that the message does not
 * carry is {@link MacAddress#NONE}.
 */
public sealed interface NdpMessage {
    /** Asks for routers; from the unspecified address it carries no link-layer address. */
    record RouterSolicitation(long sourceMac) implements NdpMessage {}

    /**
     * A router's word on the link.
     *
     * @param lifetimeSeconds as a default router, 0 if it is none
     * @param mtu of the link, 0 if the message does not say
     */
    record RouterAdvertisement(
            int hopLimit,
            boolean managed,
            boolean otherConfiguration,
            int lifetimeSeconds,
            int reachableMillis,
            int retransMillis,
            long sourceMac,
            int mtu,
            List<PrefixInformation> prefixes)
            implements NdpMessage {
        public RouterAdvertisement {
            prefixes = List.copyOf(prefixes);
        }
    }

    /** A prefix of the link; lifetimes are unsigned, all ones is for ever. */
    record PrefixInformation(
            Prefix prefix,
            boolean onLink,
            boolean autonomous,
            int validSeconds,
            int preferredSeconds) {}

    /** Asks who has the target; without link-layer address it probes for a duplicate. */
    record NeighborSolicitation(IpAddress target, long sourceMac) implements NdpMessage {}

    /** Says who has the target. */
    record NeighborAdvertisement(
            IpAddress target, boolean router, boolean solicited, boolean override, long targetMac)
            implements NdpMessage {}
}
