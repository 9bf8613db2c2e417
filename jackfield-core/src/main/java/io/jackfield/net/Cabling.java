package io.jackfield.net;

import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.link.Cable;
import io.jackfield.link.End;
import io.jackfield.link.NetworkInterface;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The cables of a world, and how one more is plugged in; used under the lock of its plan. */
final class Cabling {
    private final long seed;
    private final Engine engine;
    private final Topology topology;
    private final Consumer<PatchCable> plugged;
    private final List<PatchCable> cables = new ArrayList<>();
    private int links;

    Cabling(long seed, Engine engine, Topology topology, Consumer<PatchCable> plugged) {
        this.seed = seed;
        this.engine = engine;
        this.topology = topology;
        this.plugged = plugged;
    }

    List<PatchCable> cables() {
        return cables;
    }

    PatchCable cable(Host a, Host b) {
        Subnet subnet = topology.addSubnet();
        return cable(newPlug(a), newPlug(b), subnet, subnet);
    }

    PatchCable cable(Host host, EthernetSwitch to) {
        return cable(newPlug(host), newPlug(to), to.subnet(), to.subnet());
    }

    PatchCable cable(EthernetSwitch from, Host host) {
        return cable(newPlug(from), newPlug(host), from.subnet(), from.subnet());
    }

    PatchCable cable(EthernetSwitch a, EthernetSwitch b) {
        PatchCable cable = cable(newPlug(a), newPlug(b), a.subnet(), b.subnet());
        if (a.subnet() != b.subnet()) {
            a.subnet().join(b.subnet());
        }
        return cable;
    }

    Tunnel tunnel(Host host, Tunnel.Receiver receiver) {
        engine.unsettle();
        return new Tunnel(engine, ++links, seed, host, receiver);
    }

    /** One end of a cable to be. */
    private record NewPlug(Object into, End end) {
        PatchCable.Plug plug() {
            return new PatchCable.Plug(into, end instanceof NetworkInterface nic ? nic : null);
        }
    }

    private static NewPlug newPlug(Host host) {
        return new NewPlug(host, host.addInterface());
    }

    private static NewPlug newPlug(EthernetSwitch into) {
        return new NewPlug(into, into.inner().port());
    }

    private PatchCable cable(NewPlug a, NewPlug b, Subnet atA, Subnet atB) {
        if (a.into == b.into) {
            throw new IllegalArgumentException("both ends of a cable in " + a.into);
        }
        Cable inner = new Cable(engine, ++links, seed, a.end, b.end);
        PatchCable cable = new PatchCable(inner, a.plug(), b.plug());
        engine.plugged(cable.directions());
        cables.add(cable);
        take(a, atA);
        take(b, atB);
        plugged.accept(cable);
        engine.unsettle();
        return cable;
    }

    /** The host takes its new interface into use. */
    private void take(NewPlug plug, Subnet subnet) {
        if (plug.into instanceof Host host && plug.end instanceof NetworkInterface nic) {
            host.attach(nic);
            for (Prefix address : subnet.nextAddresses()) {
                host.addAddress(nic, address);
            }
            topology.plug(host, nic, subnet);
        }
    }
}
