package io.jackfield.jdk.channel;

import io.jackfield.posix.Family;
import io.jackfield.posix.Option;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;

/**
 * IP_MULTICAST_IF as the JDK sets it: by index for IPv6, and by the interface's first address for
 * IPv4.
 */
final class MulticastInterface {
    private MulticastInterface() {}

    static void set(Descriptor descriptor, NetworkInterface nic) throws IOException {
        boolean v6 = descriptor.family() == Family.AF_INET6;
        if (v6) {
            OptionValues.setInt(
                    descriptor, Option.SOL_IPV6, Option.IPV6_MULTICAST_IF, nic.getIndex());
        }
        InetAddress own =
                nic.inetAddresses().filter(Inet4Address.class::isInstance).findFirst().orElse(null);
        if (own != null) {
            OptionValues.set(
                    descriptor,
                    Option.SOL_IP,
                    Option.IP_MULTICAST_IF,
                    ByteBuffer.wrap(own.getAddress()));
        } else if (!v6) {
            throw new IOException("Network interface not configured for IPv4");
        }
    }

    /** Null where none was set. */
    @SuppressWarnings("NullAway") // T getOption(SocketOption<T>) has no other word for it
    static NetworkInterface get(Descriptor descriptor) throws IOException {
        if (descriptor.family() == Family.AF_INET6) {
            int index =
                    OptionValues.requireInt(descriptor, Option.SOL_IPV6, Option.IPV6_MULTICAST_IF);
            return index == 0 ? null : NetworkInterface.getByIndex(index);
        }
        byte[] octets = new byte[4];
        int result =
                descriptor
                        .os()
                        .getsockopt(
                                descriptor.fd(),
                                Option.SOL_IP,
                                Option.IP_MULTICAST_IF,
                                ByteBuffer.wrap(octets));
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
        InetAddress own = InetAddress.getByAddress(octets);
        return own.isAnyLocalAddress() ? null : NetworkInterface.getByInetAddress(own);
    }
}
