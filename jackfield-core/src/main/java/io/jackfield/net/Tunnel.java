package io.jackfield.net;

import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.link.Attachment;
import io.jackfield.link.Cable;
import io.jackfield.link.Direction;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.link.End;
import io.jackfield.link.Inbox;
import io.jackfield.link.Link;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketCodec;

import java.util.Objects;

/**
 * An interface of a host whose cable leads out of the world, as that of a TUN device does: what the
 * host sends comes out as octets from the IP header on, of wire size, and octets can be put in. It
 * has no address and no route but those that it is given here.
 */
public final class Tunnel {
    /** Who gets what the host sends. */
    @FunctionalInterface
    public interface Receiver {
        /** Takes a packet, at the time when it came; may neither wait nor use the world. */
        void packet(byte[] octets, long nowNanos);
    }

    private final Engine engine;
    private final Host host;
    private final NetworkInterface nic;
    private final Direction inward;
    private final PacketCodec codec = new PacketCodec();

    Tunnel(Engine engine, long number, long seed, Host host, Receiver receiver) {
        this.engine = engine;
        this.host = host;
        nic = host.addInterface();
        Cable cable = new Cable(engine, number, seed, nic, new Mouth(nic.label(), receiver));
        cable.forth().add((_, _, _, _) -> {}); // who is looked at sends packets of wire size
        inward = cable.back();
        host.attach(nic);
    }

    /** Where packets leave the world. */
    private static final class Mouth implements End, Attachment {
        private final String label;
        private final Receiver receiver;
        private final Inbox inbox = new Inbox(this);

        Mouth(String nic, Receiver receiver) {
            this.label = "behind " + nic;
            this.receiver = receiver;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public Inbox inbox() {
            return inbox;
        }

        @Override
        public boolean isBridge() {
            return false;
        }

        @Override
        public void plug(Link link, Direction out, Direction in) {}

        @Override
        public void deliver(Inbox from, long nowNanos, DrainList work) {
            for (Packet packet = from.next(); packet != null; packet = from.next()) {
                byte[] octets = PacketCodec.encode(packet);
                packet.release();
                receiver.packet(octets, nowNanos);
            }
        }
    }

    /** The host's interface. */
    public NetworkInterface nic() {
        return nic;
    }

    /** {@code ip address add}: with it goes the route to its network. */
    public Tunnel address(String own) {
        host.addAddress(nic, Prefix.of(own));
        return this;
    }

    /** {@code ip route add}: a network that is reached through the tunnel. */
    public Tunnel route(String network) {
        host.addRoute(RouteEntry.onLink(Prefix.of(network), nic));
        return this;
    }

    /** Has a packet arrive; the host has dealt with it, timers aside, when this returns. */
    public void send(byte[] octets) {
        engine.settle();
        long nowNanos = engine.nowNanos();
        Packet packet = codec.decode(Objects.requireNonNull(octets), 0, octets.length);
        DrainList work = new DrainList();
        inward.transmit(packet, nowNanos, work);
        Drain.run(work, engine, Drain.UNLIMITED);
    }
}
