package io.jackfield.jdk;

import io.jackfield.address.IpAddress;
import io.jackfield.jdk.channel.Addresses;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resolves names as the calling thread's host does; for a thread of no host, as the JDK does. What
 * {@link InetAddress} caches is the real JVM's, for all hosts alike.
 */
public final class HostResolverProvider extends InetAddressResolverProvider {
    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration);
    }

    @Override
    public String name() {
        return "jackfield";
    }

    private record Resolver(Configuration configuration) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                throws UnknownHostException {
            Jvm jvm = Jvm.current();
            if (jvm == null) {
                return configuration.builtinResolver().lookupByName(host, policy);
            }
            boolean own = host.equals(configuration.lookupLocalHostName());
            List<InetAddress> found = new ArrayList<>();
            for (IpAddress address : jvm.resolve(own ? jvm.host().name() : host)) {
                if (wanted(address, policy.characteristics())) {
                    found.add(Addresses.of(host, address));
                }
            }
            if (found.isEmpty()) {
                throw new UnknownHostException(host + ": Name or service not known");
            }
            return found.stream();
        }

        private static boolean wanted(IpAddress address, int characteristics) {
            int family = address.isV4() ? LookupPolicy.IPV4 : LookupPolicy.IPV6;
            return (characteristics & family) != 0;
        }

        @Override
        public String lookupByAddress(byte[] octets) throws UnknownHostException {
            Jvm jvm = Jvm.current();
            if (jvm == null) {
                return configuration.builtinResolver().lookupByAddress(octets);
            }
            return jvm.nameOf(IpAddress.ofOctets(octets));
        }
    }
}
