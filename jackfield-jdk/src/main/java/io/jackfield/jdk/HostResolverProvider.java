package io.jackfield.jdk;

import io.jackfield.time.SystemClock;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
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
                return onHost(jvm).lookupByName(host, policy);
            }
            InetAddressResolver builtin = configuration.builtinResolver();
            return NameCache.isTheJdksReplaced()
                    ? real.get(host, () -> builtin.lookupByName(host, policy).toList()).stream()
                    : builtin.lookupByName(host, policy);
        }

        private HostNames onHost(Jvm jvm) {
            return new HostNames(jvm, configuration.lookupLocalHostName());
        }

        @Override
        public String lookupByAddress(byte[] octets) throws UnknownHostException {
            Jvm jvm = Jvm.current();
            return jvm == null
                    ? configuration.builtinResolver().lookupByAddress(octets)
                    : onHost(jvm).lookupByAddress(octets);
        }
    }
}
