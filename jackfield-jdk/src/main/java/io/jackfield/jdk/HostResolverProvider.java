package io.jackfield.jdk;

import io.jackfield.address.IpAddress;
import io.jackfield.jdk.channel.Addresses;
import io.jackfield.time.SystemClock;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Resolves names as the calling thread's host does; for a thread of no host, as the JDK does. Each
 * machine remembers its answers for itself: see {@link NameCache}.
 */
public final class HostResolverProvider extends InetAddressResolverProvider {
    private static final System.Logger LOGGER = System.getLogger("io.jackfield.jdk");

    /** A name that only {@link #checkTheWay} asks for. */
    private static final String PROBE = "probe.jackfield.invalid";

    private static final AtomicInteger PROBED = new AtomicInteger();

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration, new NameCache(new SystemClock()));
    }

    @Override
    public String name() {
        return "jackfield";
    }

    /**
     * Looks whether names get here, and do so each time. If not, the JDK goes on without us, so
     * this says what that means and how to mend it.
     */
    static void checkTheWay() {
        try {
            InetAddress.getAllByName(PROBE);
            InetAddress.getAllByName(PROBE);
        } catch (UnknownHostException e) {
            // nobody of ours was asked
        }
        int asked = PROBED.get();
        if (asked == 0) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "names of simulated hosts do not resolve: another InetAddressResolverProvider"
                            + " is in use, or a thread whose context class loader does not see"
                            + " Jackfield was the first to look a name up; make the first Jvm"
                            + " before that");
        } else if (asked == 1) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "what a name resolves to is remembered for all hosts and worlds alike: it was"
                            + " the JDK who looked the first name up; make the first Jvm before"
                            + " that, or start Java with -Dsun.net.inetaddr.ttl=0");
        }
    }

    private record Resolver(Configuration configuration, NameCache real)
            implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                throws UnknownHostException {
            if (host.equals(PROBE)) {
                PROBED.incrementAndGet();
                return Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
            }
            Jvm jvm = Jvm.current();
            if (jvm != null) {
                return jvm.names().get(host, () -> onHost(jvm, host, policy)).stream();
            }
            if (!Jvm.isAnyMade()) {
                return configuration.builtinResolver().lookupByName(host, policy);
            }
            return real
                    .get(
                            host,
                            () ->
                                    configuration
                                            .builtinResolver()
                                            .lookupByName(host, policy)
                                            .toList())
                    .stream();
        }

        private List<InetAddress> onHost(Jvm jvm, String host, LookupPolicy policy)
                throws UnknownHostException {
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
            return found;
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
