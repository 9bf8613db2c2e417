package io.jackfield.link;

import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
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
    private final BitFlip corruptor;
    private final PassageTally tally = new PassageTally();
    private final Transit transit;

    private final byte[] scratch = new byte[60];

    private PacketRule[] rules = NO_RULES;

    /** A packet that waits for the next one that its rule matches. */
    private @Nullable Packet swapped;

    private @Nullable PacketRule swapRule;
    private long swappedNumber;
    private volatile boolean up = true;
    private boolean blackholed;
    private boolean hasNetem;
    private boolean checksums;
    private int mtu = Integer.MAX_VALUE;

    /** The number of the next packet, the same whether those before passed as they were or not. */
    private long number;

    Passage(Direction direction, Impairments impairments, boolean framed) {
        this.direction = direction;
        this.impairments = impairments;
        this.corruptor = new BitFlip(framed);
        int headerLength = framed ? EthernetCodec.HEADER_LENGTH : 0;
        this.transit = new Transit(direction, impairments, tally, headerLength);
    }

    /** One packet of the sender's. */
    void accept(Packet packet, long nowNanos) {
        long n = number++;
        tally.accepted++;
        seal(packet);
        if (!up) {
            tally.noCarrier++;
            transit.drop(packet, nowNanos, Verdict.NO_CARRIER);
        } else if (blackholed) {
            tally.blackholedPackets++;
            transit.drop(packet, nowNanos, Verdict.BLACKHOLED);
        } else if (packet.length() > mtu) {
            tally.tooBig++;
            transit.drop(packet, nowNanos, Verdict.TOO_BIG);
        } else {
            obey(packet, n, nowNanos);
        }
    }

    private void obey(Packet packet, long n, long nowNanos) {
        PacketRule rule = rules.length == 0 ? null : ruleFor(packet);
        boolean letsGo = swapRule != null && swapRule.matches(packet);
        if (rule == null || (letsGo && rule == swapRule)) {
            chance(packet, n, false, 0, nowNanos);
        } else {
            apply(rule, packet, n, nowNanos);
        }
        Packet waited = swapped;
        if (letsGo && waited != null) {
            swapped = null;
            swapRule = null;
            chance(waited, swappedNumber, false, 0, nowNanos);
        }
    }

    /** One that nobody sent: only its delay befalls it. */
    void inject(Packet packet, long nowNanos) {
        tally.accepted++;
        if (up && !blackholed) {
            pass(packet, number | Impairments.SPARED, 0, nowNanos, Verdict.FORGED);
        } else {
            transit.drop(packet, nowNanos, Verdict.BLACKHOLED);
        }
    }

    private void apply(PacketRule rule, Packet packet, long n, long nowNanos) {
        PacketRule.Action action = rule.action();
        if (!rule.isOne() && !happens(action.mishap(), n, packet, nowNanos)) {
            chance(packet, action.isFinal() ? n | Impairments.SPARED : n, false, 0, nowNanos);
            return;
        }
        rule.applied();
        switch (action) {
            case DROP -> {
                if (rule.isOne()) {
                    tally.blackholedPackets++;
                    transit.drop(packet, nowNanos, Verdict.BLACKHOLED);
                } else {
                    tally.ruledOut++;
                    transit.drop(packet, nowNanos, Verdict.RULED_OUT);
                }
            }
            case DELAY -> chance(packet, n, false, rule.delayNanos(), nowNanos);
            case DUPLICATE -> chance(packet, n, true, 0, nowNanos);
            case DAMAGE -> damage(packet, n, nowNanos);
            case SWAP -> swap(rule, packet, n, nowNanos);
            case END -> end(rule, packet, n, nowNanos);
        }
    }

    private void damage(Packet packet, long n, long nowNanos) {
        Packet damaged = corruptor.corruptPayload(packet, impairments.corruptedBit(n));
        tally.corrupted++;
        if (damaged == null) {
            tally.lost++;
            transit.drop(packet, nowNanos, Verdict.LOST);
            return;
        }
        packet.release();
        pass(damaged, n | Impairments.SPARED, 0, nowNanos, Verdict.CORRUPTED);
    }

    private void swap(PacketRule rule, Packet packet, long n, long nowNanos) {
        releaseSwapped(nowNanos); // of another rule: the two cannot both be the next one
        swapped = packet;
        swapRule = rule;
        swappedNumber = n;
    }

    /** There will be no next one. */
    private void releaseSwapped(long nowNanos) {
        if (swapped != null) {
            transit.release(swapped, nowNanos);
            swapped = null;
            swapRule = null;
        }
    }

    private void end(PacketRule rule, Packet packet, long n, long nowNanos) {
        Forgery forgery = rule.forgery();
        if (forgery == null || !(packet instanceof Segment segment)) {
            throw new AssertionError("only segments are chosen, by a rule that forges");
        }
        Segment remainder = forgery.remainder(segment);
        int length = remainder.payloadLength();
        if (length > 0) {
            seal(remainder);
            chance(remainder, n | Impairments.SPARED, false, 0, nowNanos);
        } else {
            remainder.release();
        }
        if (forgery.ends().hasReceiver()) {
            inject(forgery.toReceiver(segment, length), nowNanos);
        }
        if (forgery.ends().hasSender()) {
            direction.forge(forgery.toSender(segment, length));
        }
        segment.release();
    }

    private boolean happens(Mishap mishap, long n, Packet packet, long nowNanos) {
        long plainNumber = n & ~(Impairments.COPY | Impairments.SPARED);
        boolean isCopy = (n & Impairments.COPY) != 0;
        return direction.happens(mishap, plainNumber, isCopy, packet, nowNanos);
    }

    /** A packet of the plain way, to which nothing can happen. */
    void passUnharmed(Packet packet) {
        number += packet.wirePackets();
        seal(packet);
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

    /*
     * A mishap that is drawn happens unless it is spared. The draws that a packet makes after that are
     * those that it would have made otherwise, so that all other packets draw the same.
     */
    private void chance(Packet packet, long n, boolean twice, long heldNanos, long nowNanos) {
        boolean isSpared = (n & Impairments.SPARED) != 0;
        boolean drawnTwice = !isSpared && (impairments.duplicates(n) || twice);
        boolean drawnLost = !isSpared && impairments.loses(n);
        Packet passing = packet;
        Verdict verdict = Verdict.SENT;
        if (drawnLost && impairments.netem().ecn() && canMark(packet)) {
            drawnLost = false;
            if (happens(Mishap.MARKED, n, packet, nowNanos)) {
                passing = marked(packet);
                verdict = Verdict.MARKED;
            }
        }
        boolean doubles = drawnTwice && (twice || happens(Mishap.DUPLICATED, n, packet, nowNanos));
        boolean loses = drawnLost && happens(Mishap.LOST, n, packet, nowNanos);
        tally.duplicated += doubles ? 1 : 0;
        tally.lost += loses ? 1 : 0;
        if (doubles && !loses) {
            copy(passing, drawnLost ? n | Impairments.SPARED : n, nowNanos);
        } else if (drawnTwice && !drawnLost) {
            passOverCopy(n);
        }
        boolean wouldPass = drawnTwice || !drawnLost;
        if (doubles || !loses) { // of two, one is lost and the other goes on
            verdict = doubles ? Verdict.DUPLICATED : verdict;
            long as = wouldPass ? n : n | Impairments.SPARED;
            pass(passing, as, heldNanos, nowNanos, verdict);
        } else {
            if (wouldPass) {
                impairments.passOver(n);
            }
            transit.drop(passing, nowNanos, Verdict.LOST);
        }
    }

    /** The second copy goes first and takes its own chances, but is not duplicated again. */
    private void copy(Packet packet, long first, long nowNanos) {
        long n = first | Impairments.COPY;
        Packet copy = packet.copy();
        boolean isSpared = (n & Impairments.SPARED) != 0;
        boolean drawnLost = !isSpared && impairments.loses(n);
        if (drawnLost && happens(Mishap.LOST, n, packet, nowNanos)) {
            tally.lost++;
            transit.drop(copy, nowNanos, Verdict.LOST);
        } else {
            long as = drawnLost ? n | Impairments.SPARED : n;
            pass(copy, as, 0, nowNanos, Verdict.DUPLICATED);
        }
    }

    private void passOverCopy(long first) {
        long n = first | Impairments.COPY;
        if (!impairments.loses(n)) {
            impairments.passOver(n);
        }
    }

    private void pass(Packet packet, long number, long heldNanos, long nowNanos, Verdict so) {
        long n = number;
        Packet passing = packet;
        Verdict verdict = so;
        if ((n & Impairments.SPARED) == 0 && impairments.corrupts(n)) {
            Packet damaged = corruptor.corrupt(packet, impairments.corruptedBit(n));
            if (happens(Mishap.CORRUPTED, n, packet, nowNanos)) {
                tally.corrupted++;
                if (damaged == null) {
                    tally.lost++;
                    transit.drop(packet, nowNanos, Verdict.LOST);
                    return;
                }
                packet.release();
                passing = damaged;
                verdict = Verdict.CORRUPTED;
            } else if (damaged == null) {
                n |= Impairments.SPARED;
            } else {
                damaged.release();
            }
        }
        transit.take(passing, n, heldNanos, nowNanos, verdict);
    }

    /** ECN-capable transports get congestion experienced; the rest cannot be told (RFC 3168 §5). */
    private static boolean canMark(Packet packet) {
        return !(packet instanceof ArpMessage) && (packet.trafficClass() & 3) != 0;
    }

    private Packet marked(Packet packet) {
        tally.marked++;
        if ((packet.trafficClass() & 3) == 3) {
            return packet;
        }
        Packet copy = packet.copy();
        packet.release();
        copy.trafficClass(copy.trafficClass() | 3);
        return copy;
    }

    /** Moves to the inbox what is due. */
    void releaseDue(long nowNanos) {
        transit.releaseDue(nowNanos);
    }

    /** When releaseDue should be called next, or NEVER. */
    long nextDue() {
        return transit.nextDue();
    }

    Netem netem() {
        return impairments.netem();
    }

    void netem(Netem netem) {
        hasNetem = !netem.equals(Netem.NONE);
        impairments.netem(netem);
        transit.netem(netem);
    }

    boolean isUp() {
        return up;
    }

    void up(boolean connected, long nowNanos) {
        up = connected;
        if (!connected) {
            releaseSwapped(nowNanos);
            transit.cutOff(nowNanos);
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

    void remove(PacketRule rule, long nowNanos) {
        if (swapRule == rule) {
            releaseSwapped(nowNanos);
        }
        rules = Arrays.stream(rules).filter(each -> each != rule).toArray(PacketRule[]::new);
    }

    void endFaults(long nowNanos) {
        releaseSwapped(nowNanos);
        up = true;
        blackholed = false;
        mtu = Integer.MAX_VALUE;
        rules = NO_RULES;
    }

    /** Whether packets pass as they are, super-segments whole. */
    boolean isPlain() {
        return up && !blackholed && rules.length == 0 && mtu == Integer.MAX_VALUE && !hasNetem;
    }

    /** The packets of the plain way are in the inbox's count only. */
    DirectionCounts counts(long inInbox, long overBacklog) {
        return tally.counts(inInbox, overBacklog, transit.size());
    }
}
