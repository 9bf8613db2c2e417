package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Action;
import io.jackfield.packetdrill.script.Event;
import io.jackfield.packetdrill.script.IpInfo;
import io.jackfield.packetdrill.script.PacketSpec;
import io.jackfield.packetdrill.script.When;

import org.jspecify.annotations.Nullable;

/** Injects the packets of a script, and compares those that the machine sends with it. */
final class Packets {
    /** How long a packet is waited for that may come at any time. */
    private static final long LONG_NANOS = 150_000_000_000L;

    /** How long after its time a packet is waited for, to say when it came. */
    private static final long LATE_NANOS = 1_000_000_000L;

    private final Setup setup;
    private final Machine machine;
    private final Conversations conversations;
    private final Difference difference;

    Packets(Setup setup, Machine machine, Conversations conversations) {
        this.setup = setup;
        this.machine = machine;
        this.conversations = conversations;
        difference = new Difference(setup.timestampTickNanos(), setup.toleranceNanos());
    }

    void inject(Event event, Action.PacketLine line) {
        Flow flow = conversations.of(line.packet());
        PacketWriter.Ends ends = flow.inbound();
        machine.inject(
                switch (line.packet()) {
                    case PacketSpec.Tcp tcp -> {
                        PacketSpec.Tcp live = flow.toLive(tcp, setup.scalesEcho());
                        if (live == null) {
                            throw new Failure(
                                    event.at(),
                                    "the timestamp it echoes was never sent",
                                    "script  " + event.text());
                        }
                        yield PacketWriter.tcp(ends, line.ip(), live);
                    }
                    case PacketSpec.Udp udp -> PacketWriter.udp(ends, line.ip(), udp.length());
                    case PacketSpec.Icmp icmp -> {
                        PacketSpec.Tcp quoted =
                                icmp.quoted() instanceof PacketSpec.Tcp tcp ? tcp : null;
                        yield PacketWriter.icmp(
                                ends, line.ip(), icmp, ends.reversed(), flow.quotedSeq(quoted));
                    }
                });
    }

    /** Waits for what a line says, until it has come in one packet or several. */
    void expect(
            Event event,
            Action.PacketLine line,
            long beganNanos,
            long from,
            long until,
            long tolerance) {
        boolean isAny = event.when().kind() == When.Kind.ANY;
        long latest = machine.nowNanos() + LONG_NANOS;
        if (!isAny) {
            latest = beganNanos + until + tolerance + LATE_NANOS;
        }
        PacketSpec left = line.packet();
        while (left != null) {
            LivePacket packet = next(latest);
            if (packet == null) {
                throw new Failure(
                        event.at(),
                        "no packet came",
                        script(event, from),
                        "seen    " + Scribe.time(latest - beganNanos) + " nothing");
            }
            long at = packet.nanos() - beganNanos;
            left = compare(event, line, left, packet, at, from);
            if (!isAny && (at < from - tolerance || at > until + tolerance)) {
                throw new Failure(
                        event.at(),
                        "the packet came "
                                + Scribe.time(at > until ? at - until : from - at)
                                + (at > until ? " too late" : " too early"),
                        script(event, from),
                        seen(packet, line.packet(), at));
            }
        }
    }

    private static String script(Event event, long from) {
        return "script  " + Scribe.time(from) + " " + event.text().replaceFirst("^[^>]*", "");
    }

    private @Nullable LivePacket next(long latest) {
        while (true) {
            Sniffed sniffed = machine.next(latest);
            if (sniffed == null) {
                return null;
            }
            LivePacket packet = LivePacket.read(sniffed);
            Flow flow = conversations.current();
            if (flow != null && flow.owns(packet)) {
                return packet;
            }
        }
    }

    /** Compares a packet with what is left of the line; answers what is left then. */
    private @Nullable PacketSpec compare(
            Event event,
            Action.PacketLine line,
            PacketSpec left,
            LivePacket packet,
            long at,
            long from) {
        String wrong = difference.of(line.ip(), packet.ip());
        PacketSpec rest = null;
        if (wrong == null
                && left instanceof PacketSpec.Tcp said
                && packet.spec() instanceof PacketSpec.Tcp live) {
            Flow flow = flow();
            PacketSpec.Tcp seen = flow.toScript(live, said);
            boolean isPart =
                    !setup.strictSegments() && 0 < seen.length() && seen.length() < said.length();
            flow.noteTime(live, said);
            wrong = difference.of(said, flow.toScript(live, said), !isPart);
            rest = isPart ? after(said, seen.length()) : null;
        } else if (wrong == null && !left.equals(packet.spec())) {
            wrong = "another packet was expected";
        }
        if (wrong != null) {
            throw new Failure(event.at(), wrong, script(event, from), seen(packet, left, at));
        }
        return rest;
    }

    private Flow flow() {
        Flow flow = conversations.current();
        if (flow == null) {
            throw new IllegalStateException("a packet that is compared belongs to a conversation");
        }
        return flow;
    }

    private static PacketSpec.Tcp after(PacketSpec.Tcp said, int length) {
        return new PacketSpec.Tcp(
                said.flags(),
                said.seq() + length & 0xffff_ffffL,
                said.length() - length,
                said.ack(),
                said.window(),
                said.urgent(),
                said.options());
    }

    private String seen(LivePacket packet, PacketSpec line, long at) {
        PacketSpec.Tcp said = line instanceof PacketSpec.Tcp tcp ? tcp : null;
        PacketSpec shown =
                packet.spec() instanceof PacketSpec.Tcp live
                        ? flow().toScript(live, said)
                        : packet.spec();
        String text = shown == null ? "> another protocol" : Scribe.outbound(shown, IpInfo.NONE);
        return "seen    " + Scribe.time(at) + " " + text;
    }
}
