package io.jackfield.link;

import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.time.Deadline;
import io.jackfield.wire.EthernetCodec;
import io.jackfield.wire.TransportChecksum;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** What a packet goes through on a direction where something may befall it; under its lock. */
final class Passage {
    /*
     * The order is netem's: duplicate and lose first, then corrupt, then the limit, then either
     * overtake or wait for delay and rate. Cuts, black holes, sizes and rules come before all that.
     */
    private static final PacketRule[] NO_RULES = {};

    private final Direction direction;
    private final Impairments impairments;
    private final Corruptor corruptor;
    private final int headerLength;
    private final DelayLine line = new DelayLine();
    private final SlotGate slots;

    private final byte[] scratch = new byte[60];

    private PacketRule[] rules = NO_RULES;
    private volatile boolean up = true;
    private boolean blackholed;
    private boolean hasNetem;
    private boolean checksums;
    private int mtu = Integer.MAX_VALUE;

    /** When the rate has carried all packets so far. */
    private long wireFreeNanos;

    /** The latest due time so far, for jitter that keeps the order. */
    private long latestDueNanos;

    /** The number of the next packet. */
    private long number;

    private long arrived;
    private long lost;
    private long overLimit;
    private long noCarrier;
    private long blackholedPackets;
    private long ruledOut;
    private long tooBig;
    private long duplicated;
    private long reordered;
    private long corrupted;
    private long marked;
    private long delayed;

    Passage(Direction direction, Impairments impairments, boolean framed) {
        this.direction = direction;
        this.impairments = impairments;
        this.corruptor = new BitFlip(framed);
        this.headerLength = framed ? EthernetCodec.HEADER_LENGTH : 0;
        this.slots = new SlotGate(impairments);
    }

    /** One packet of the sender's. */
    void accept(Packet packet, long nowNanos) {
        long n = number++;
        seal(packet);
        if (!up) {
            noCarrier++;
            drop(packet, nowNanos, Verdict.NO_CARRIER);
        } else if (blackholed) {
            blackholedPackets++;
            drop(packet, nowNanos, Verdict.BLACKHOLED);
        } else if (packet.length() > mtu) {
            tooBig++;
            drop(packet, nowNanos, Verdict.TOO_BIG);
        } else {
            PacketRule rule = rules.length == 0 ? null : ruleFor(packet);
            if (rule == null) {
                chance(packet, n, false, 0, nowNanos);
                return;
            }
            switch (rule.action()) {
                case DROP -> {
                    ruledOut++;
                    drop(packet, nowNanos, Verdict.RULED_OUT);
                }
                case DELAY -> chance(packet, n, false, rule.delayNanos(), nowNanos);
                case DUPLICATE -> chance(packet, n, true, 0, nowNanos);
            }
        }
    }

    /** Computes the checksum if this way has them; a super-segment's is over all of it. */
    void seal(Packet packet) {
        if (checksums && carriesChecksum(packet) && packet.checksum() == Packet.OFFLOADED) {
            packet.checksum(TransportChecksum.of(packet, scratch));
        }
    }

    private static boolean carriesChecksum(Packet packet) {
        return packet instanceof Segment
                || packet instanceof Datagram
                || packet instanceof IcmpMessage;
    }

    private @Nullable PacketRule ruleFor(Packet packet) {
        for (PacketRule rule : rules) {
            if (rule.chooses(packet)) {
                return rule;
            }
        }
        return null;
    }

    private void chance(Packet packet, long n, boolean twice, long heldNanos, long nowNanos) {
        boolean duplicates = impairments.duplicates(n);
        boolean loses = impairments.loses(n);
        Packet passing = packet;
        Verdict verdict = Verdict.SENT;
        if (loses && impairments.netem().ecn() && canMark(packet)) {
            passing = marked(packet);
            verdict = Verdict.MARKED;
            loses = false;
        }
        if (loses && !duplicates && !twice) {
            lost++;
            drop(passing, nowNanos, Verdict.LOST);
            return;
        }
        if (duplicates || twice) {
            duplicated++;
            verdict = Verdict.DUPLICATED;
            if (loses) {
                lost++; // one of the two, and the other goes on
            } else {
                copy(passing, n | Impairments.COPY, nowNanos);
            }
        }
        pass(passing, n, heldNanos, nowNanos, verdict);
    }

    /** The second copy goes first and takes its own chances, but is not duplicated again. */
    private void copy(Packet packet, long n, long nowNanos) {
        Packet copy = packet.copy();
        if (impairments.loses(n)) {
            lost++;
            drop(copy, nowNanos, Verdict.LOST);
        } else {
            pass(copy, n, 0, nowNanos, Verdict.DUPLICATED);
        }
    }

    private void pass(Packet packet, long n, long heldNanos, long nowNanos, Verdict so) {
        Packet passing = packet;
        Verdict verdict = so;
        if (impairments.corrupts(n)) {
            corrupted++;
            Packet damaged = corruptor.corrupt(packet, impairments.corruptedBit(n));
            if (damaged == null) {
                lost++;
                drop(packet, nowNanos, Verdict.LOST);
                return;
            }
            packet.release();
            passing = damaged;
            verdict = Verdict.CORRUPTED;
        }
        if (hasNetem && line.size() >= impairments.netem().limit()) {
            overLimit++;
            drop(passing, nowNanos, Verdict.OVER_LIMIT);
        } else if (impairments.overtakes(n)) {
            overtake(passing, nowNanos, verdict);
        } else {
            wait(passing, n, heldNanos, nowNanos, verdict);
        }
    }

    /** Ahead of all that wait. */
    private void overtake(Packet packet, long nowNanos, Verdict so) {
        Verdict verdict = so;
        if (line.size() > 0) {
            reordered++;
            verdict = so == Verdict.SENT ? Verdict.REORDERED : so;
        }
        packet.dueNanos(nowNanos);
        direction.tap(packet, nowNanos, verdict);
        if (slots.isOpen()) {
            arrive(packet);
        } else {
            packet.dueNanos(Math.min(nowNanos, line.headDue() - 1));
            line.insert(packet);
        }
    }

    /** For its delay, and for the rate to carry it after those before. */
    private void wait(Packet packet, long n, long heldNanos, long nowNanos, Verdict so) {
        Netem netem = impairments.netem();
        long due = nowNanos + impairments.delayNanos(n);
        if (netem.rate().bitsPerSecond() > 0) {
            int octets = packet.length() + headerLength;
            due = Math.max(due, wireFreeNanos) + netem.rate().nanos(octets);
            wireFreeNanos = due;
        }
        if (netem.keepsOrder()) {
            due = Math.max(due, latestDueNanos);
            latestDueNanos = due;
        }
        due += heldNanos;
        packet.dueNanos(Math.max(due, nowNanos));
        direction.tap(packet, nowNanos, so);
        if (due > nowNanos) {
            delayed++;
        } else if (slots.isOpen()) {
            reordered += line.size() > 0 ? 1 : 0;
            arrive(packet);
            return;
        }
        packet.dueNanos(due);
        reordered += line.insert(packet) ? 1 : 0;
    }

    /** ECN-capable transports get congestion experienced; the rest cannot be told (RFC 3168 §5). */
    private static boolean canMark(Packet packet) {
        return !(packet instanceof ArpMessage) && (packet.trafficClass() & 3) != 0;
    }

    private Packet marked(Packet packet) {
        marked++;
        if ((packet.trafficClass() & 3) == 3) {
            return packet;
        }
        Packet copy = packet.copy();
        packet.release();
        copy.trafficClass(copy.trafficClass() | 3);
        return copy;
    }

    private void drop(Packet packet, long nowNanos, Verdict verdict) {
        direction.tap(packet, nowNanos, verdict);
        packet.release();
    }

    private void arrive(Packet packet) {
        arrived++;
        direction.inbox().link(packet);
    }

    /** Moves to the inbox what is due. */
    void releaseDue(long nowNanos) {
        while (line.size() > 0 && slots.lets(line.headDue(), nowNanos)) {
            Packet packet = line.poll();
            slots.passed(packet.length() + headerLength, nowNanos);
            arrive(packet);
        }
    }

    /** When releaseDue should be called next, or NEVER. */
    long nextDue() {
        return line.size() == 0 ? Deadline.NEVER : Math.max(line.headDue(), slots.nextNanos());
    }

    Netem netem() {
        return impairments.netem();
    }

    void netem(Netem netem) {
        hasNetem = !netem.equals(Netem.NONE);
        impairments.netem(netem);
        slots.set(netem.slot());
    }

    boolean isUp() {
        return up;
    }

    void up(boolean connected, long nowNanos) {
        up = connected;
        if (!connected) {
            while (line.size() > 0) {
                noCarrier++;
                drop(line.poll(), nowNanos, Verdict.CUT_OFF);
            }
            wireFreeNanos = 0;
            latestDueNanos = 0;
        }
    }

    void blackhole(boolean drops) {
        blackholed = drops;
    }

    void mtu(int octets) {
        mtu = octets;
    }

    void checksums(boolean computed) {
        checksums = computed;
    }

    void add(PacketRule rule) {
        PacketRule[] more = Arrays.copyOf(rules, rules.length + 1);
        more[rules.length] = rule;
        rules = more;
    }

    void remove(PacketRule rule) {
        rules = Arrays.stream(rules).filter(each -> each != rule).toArray(PacketRule[]::new);
    }

    void heal() {
        up = true;
        blackholed = false;
        mtu = Integer.MAX_VALUE;
        rules = NO_RULES;
        netem(Netem.NONE);
    }

    /** Whether packets pass as they are, super-segments whole. */
    boolean isPlain() {
        return up && !blackholed && rules.length == 0 && mtu == Integer.MAX_VALUE && !hasNetem;
    }

    /** The packets of the plain way are in the inbox's count only. */
    DirectionCounts counts(long inInbox, long overBacklog) {
        return new DirectionCounts(
                number + inInbox + overBacklog - arrived,
                inInbox,
                lost,
                overLimit + overBacklog,
                noCarrier,
                blackholedPackets,
                ruledOut,
                tooBig,
                duplicated,
                reordered,
                corrupted,
                marked,
                delayed,
                line.size());
    }
}
