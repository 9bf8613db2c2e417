package io.jackfield.net;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.ip.route.RouteEntry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The static routes that nobody has to write: over the fewest routers, and over the one connected
 * first where two ways are equally long. A host with one port and one router beside it gets a
 * default route, everybody else a route to each subnet. Routes added by hand stay.
 */
final class Routing {
    private static final Prefix DEFAULT4 = new Prefix(IpAddress.ANY4, 0);
    private static final Prefix DEFAULT6 = new Prefix(IpAddress.ANY6, 0);

    private record Given(Host host, RouteEntry entry) {}

    private final Topology topology;
    private final List<Given> given = new ArrayList<>();

    Routing(Topology topology) {
        this.topology = topology;
    }

    /** Replaces what an earlier call gave. */
    void compute() {
        for (Given old : given) {
            old.host.removeRoute(old.entry);
        }
        given.clear();
        Set<Host> content = new LinkedHashSet<>();
        for (Subnet subnet : topology.subnets()) {
            giveDefaults(subnet, content);
        }
        for (Subnet subnet : topology.subnets()) {
            Set<Prefix> networks = subnet.networks();
            if (!networks.isEmpty()) {
                spread(subnet, networks, content);
            }
        }
    }

    private void giveDefaults(Subnet subnet, Set<Host> content) {
        Subnet.Port router = subnet.onlyRouter();
        if (router == null) {
            return;
        }
        for (Subnet.Port port : subnet.ports()) {
            if (!port.equals(router) && topology.portsOf(port.host()).size() == 1) {
                give(port, DEFAULT4, router);
                give(port, DEFAULT6, router);
                content.add(port.host());
            }
        }
    }

    /** Tells everybody the way to one subnet, walking away from it router by router. */
    private void spread(Subnet target, Set<Prefix> networks, Set<Host> content) {
        Set<Subnet> reached = new LinkedHashSet<>();
        Set<Host> informed = new LinkedHashSet<>(content);
        Set<Host> crossed = new LinkedHashSet<>();
        ArrayDeque<Subnet> frontier = new ArrayDeque<>();
        reached.add(target);
        frontier.add(target);
        for (Subnet.Port port : target.ports()) {
            informed.add(port.host());
            giveOnLink(port, networks);
        }
        for (Subnet near = frontier.poll(); near != null; near = frontier.poll()) {
            for (Subnet.Port inner : near.ports()) {
                if (inner.host().isForwarding() && crossed.add(inner.host())) {
                    for (Subnet.Port outer : topology.portsOf(inner.host())) {
                        if (reached.add(outer.subnet())) {
                            frontier.add(outer.subnet());
                            inform(outer, networks, informed);
                        }
                    }
                }
            }
        }
    }

    private void inform(Subnet.Port router, Set<Prefix> networks, Set<Host> informed) {
        for (Subnet.Port port : router.subnet().ports()) {
            if (informed.add(port.host())) {
                for (Prefix network : networks) {
                    give(port, network, router);
                }
            }
        }
    }

    /** Joined switches may bring two networks: each is on the link of the other's hosts. */
    private void giveOnLink(Subnet.Port port, Set<Prefix> networks) {
        for (Prefix network : networks) {
            if (port.nic().addresses().stream().noneMatch(own -> own.network().equals(network))) {
                add(port.host(), RouteEntry.onLink(network, port.nic()));
            }
        }
    }

    private void give(Subnet.Port port, Prefix network, Subnet.Port router) {
        boolean v4 = network.address().isV4();
        IpAddress gateway = router.address(v4);
        if (gateway != null && port.address(v4) != null) {
            add(port.host(), RouteEntry.via(network, gateway, port.nic()));
        }
    }

    private void add(Host host, RouteEntry entry) {
        host.addRoute(entry);
        given.add(new Given(host, entry));
    }
}
