package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.link.NetworkInterface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which subnets there are, and where each host is plugged in. */
final class Topology {
    private final List<Subnet> subnets = new ArrayList<>();
    private final Map<Host, List<Subnet.Port>> ports = new LinkedHashMap<>();

    Subnet addSubnet() {
        Subnet subnet = new Subnet(subnets.size() + 1);
        subnets.add(subnet);
        return subnet;
    }

    List<Subnet> subnets() {
        return subnets;
    }

    void plug(Host host, NetworkInterface nic, Subnet subnet) {
        Subnet.Port port = new Subnet.Port(host, nic, subnet);
        subnet.add(port);
        ports.computeIfAbsent(host, _ -> new ArrayList<>()).add(port);
    }

    /** The ports of a host, in the order of its interfaces. */
    List<Subnet.Port> portsOf(Host host) {
        return ports.getOrDefault(host, List.of());
    }
}
