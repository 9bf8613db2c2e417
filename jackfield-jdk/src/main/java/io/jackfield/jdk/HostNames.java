package io.jackfield.jdk;

import io.jackfield.address.IpAddress;
import io.jackfield.jdk.channel.Addresses;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resolves names as one machine does, which remembers its answers for itself.
 *
 * @param jvm the machine
 * @param localName the name by which programs ask for their own machine
 */
record HostNames(Jvm jvm, String localName) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String name, LookupPolicy policy)
            throws UnknownHostException {
        return jvm.names().get(name, () -> found(name, policy)).stream();
    }

    private List<InetAddress> found(String name, LookupPolicy policy) throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        for (IpAddress address : jvm.resolve(name.equals(localName) ? jvm.host().name() : name)) {
            if (isWanted(address, policy.characteristics())) {
                found.add(Addresses.of(name, address));
            }
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(name + ": Name or service not known");
        }
        return found;
    }

    private static boolean isWanted(IpAddress address, int characteristics) {
        int family = address.isV4() ? LookupPolicy.IPV4 : LookupPolicy.IPV6;
        return (characteristics & family) != 0;
    }

    @Override
    public String lookupByAddress(byte[] octets) {
        return jvm.nameOf(IpAddress.ofOctets(octets));
    }
}
