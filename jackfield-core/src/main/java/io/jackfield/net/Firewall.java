package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.ip.Ip;
import io.jackfield.ip.filter.Filter;
import io.jackfield.ip.filter.Hook;
import io.jackfield.ip.filter.StatefulFilter;
import io.jackfield.ip.filter.Verdict;
import io.jackfield.link.NetworkInterface;
import io.jackfield.process.Kernel;
import io.jackfield.time.Durations;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a router refuses to pass on, rule by rule in the order in which they were said, until it is
 * closed: {@code Firewall.on(router).reject(p -> p.destinationPort() == 23)}.
 */
public final class Firewall implements AutoCloseable {
    private final Host router;
    private final List<Filter> filters = new ArrayList<>();

    private Firewall(Host router) {
        this.router = router;
    }

    /** One more on this router; it lets everything pass at first. */
    public static Firewall on(Host router) {
        return new Firewall(router);
    }

    /** Matching packets vanish. */
    public Firewall drop(Predicate<PacketView> which) {
        return rule(which, Verdict.DROP);
    }

    /** Matching packets vanish, and their senders are told: ICMP port unreachable. */
    public Firewall reject(Predicate<PacketView> which) {
        return rule(which, Verdict.REJECT);
    }

    /** Matching segments vanish, and their senders get a RST. */
    public Firewall reset(Predicate<PacketView> which) {
        return rule(which, Verdict.RESET);
    }

    private Firewall rule(Predicate<PacketView> which, Verdict verdict) {
        return add(
                (_, packet, _, _, _) ->
                        which.test(new PacketView(packet)) ? verdict : Verdict.ACCEPT);
    }

    /** Only flows that are opened over this cable pass, both ways; others are dropped. */
    public Firewall opensOnlyFrom(PatchCable inside) {
        return add(new StatefulFilter(inside.nic(router)));
    }

    /**
     * Flows that were idle for so long are forgotten, and their segments dropped without a word, as
     * by many firewalls.
     */
    public Firewall forgetsIdleFlows(String after) {
        return stateful(null, after, Verdict.DROP);
    }

    /**
     * Flows that were idle for so long are forgotten, and who sends a segment of one gets a RST, as
     * from many load balancers ({@code "350s"}).
     */
    public Firewall resetsIdleFlows(String after) {
        return stateful(null, after, Verdict.RESET);
    }

    private Firewall stateful(@Nullable NetworkInterface inside, String after, Verdict unknown) {
        StatefulFilter filter = new StatefulFilter(inside);
        filter.idle(Durations.parse(after));
        filter.unknown(unknown);
        return add(filter);
    }

    private Firewall add(Filter filter) {
        filters.add(filter);
        change(router, ip -> ip.addFilter(Hook.FORWARD, filter));
        return this;
    }

    static void change(Host host, Consumer<Ip> change) {
        Kernel kernel = host.kernel();
        kernel.enter();
        try {
            change.accept(kernel.ip());
        } finally {
            kernel.leave();
        }
    }

    /** Lets everything pass again. */
    @Override
    public void close() {
        change(router, ip -> filters.forEach(filter -> ip.removeFilter(Hook.FORWARD, filter)));
        filters.clear();
    }
}
