package io.jackfield.cli.check;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The runs of a program in misfortune: each that applies, for each peer and each port. */
final class Battery {
    /** Long enough for a load balancer to forget a connection, and then some. */
    private static final long QUIET = 10 * Times.MINUTE;

    private static final long REBOOT = 30 * Times.SECOND;

    /** After a connection stands: the request is under way, the answer is not. */
    private static final long IN_MID_CONVERSATION = 2_000_000;

    private final Script script;
    private final Surroundings around;
    private final FairWeather fair;

    /** A case, or why there is none. */
    record Planned(
            Adversity adversity,
            @Nullable Party party,
            @Nullable Case given,
            String notApplicable) {}

    Battery(Subject subject, Surroundings around, FairWeather fair) {
        this.script = new Script(subject);
        this.around = around;
        this.fair = fair;
    }

    List<Planned> of(List<Adversity> adversities) {
        List<Planned> all = new ArrayList<>();
        for (Adversity adversity : adversities) {
            switch (adversity) {
                case LOSS -> all.add(whole(adversity));
                case VISITOR_READS_NOTHING, VISITOR_CRASHES -> visited(all, adversity);
                default -> parties(all, adversity);
            }
        }
        return all;
    }

    private void parties(List<Planned> all, Adversity adversity) {
        if (around.parties().isEmpty()) {
            all.add(not(adversity, null, "it connects to nobody"));
        }
        for (Party party : around.parties()) {
            String reason = reasonAgainst(adversity, party);
            all.add(
                    reason.isEmpty()
                            ? new Planned(adversity, party, of(adversity, party), "")
                            : not(adversity, party, reason));
        }
    }

    private static Planned not(Adversity adversity, @Nullable Party party, String reason) {
        return new Planned(adversity, party, null, reason);
    }

    private String reasonAgainst(Adversity adversity, Party party) {
        boolean isSilent = !party.answers();
        return switch (adversity) {
            case RESET_IN_RESPONSE ->
                    isSilent ? "nothing is known that " + party.name() + " answers" : "";
            case DNS_CHANGE -> {
                if (!fair.isEndless()) {
                    yield "it ends before a name could change";
                }
                yield isSilent ? "nothing is known that " + party.name() + " answers" : "";
            }
            case FORGOTTEN_WHEN_IDLE -> {
                if (!fair.isEndless()) {
                    yield "it ends before a connection is idle";
                }
                yield around.served().isEmpty() ? "nobody visits it, so it is never idle" : "";
            }
            default -> party.ports().isEmpty() ? "it was not seen to connect to it" : "";
        };
    }

    private Case of(Adversity adversity, Party party) {
        long at = fair.isEndless() ? Times.FAULT : midConversation(party);
        long heal = at + Times.FAULT_LASTS;
        return switch (adversity) {
            case BLACK_HOLE_FROM_THE_START ->
                    before(
                            adversity,
                            party,
                            script.partition(0, party),
                            List.of(script.heal(Times.FAULT_LASTS)),
                            Times.FAULT_LASTS);
            case BLACK_HOLE ->
                    acts(
                            adversity,
                            party,
                            heal,
                            List.of(script.partition(at, party), script.heal(heal)));
            case FULL_ACCEPT_QUEUE -> replaced(adversity, party, StandIn.NEVER_ACCEPTS);
            case SLOW_READER -> replaced(adversity, party, StandIn.STALLS);
            case RESET_IN_RESPONSE -> {
                long from = fair.isEndless() ? Times.FAULT : 0;
                yield acts(
                        adversity, party, from + Times.MINUTE, List.of(script.reset(from, party)));
            }
            case HALF_OPEN -> halfOpen(party);
            case DNS_CHANGE ->
                    new Case(
                            adversity,
                            party,
                            null,
                            List.of(script.second(party)),
                            List.of(script.moveName(at, party)),
                            at,
                            at + Times.MINUTE,
                            at + Times.FAULT_LASTS,
                            0);
            case FORGOTTEN_WHEN_IDLE ->
                    new Case(
                            adversity,
                            party,
                            null,
                            List.of(script.forgets()),
                            List.of(),
                            at,
                            at + QUIET,
                            at + QUIET + Times.FAULT_LASTS,
                            at + QUIET);
            default -> throw new IllegalArgumentException(adversity.toString());
        };
    }

    /** Whoever does not go on is crashed upon when its request has been taken. */
    private Case halfOpen(Party party) {
        long at = fair.isEndless() ? Times.FAULT : Times.START + 10 * Times.SECOND;
        return new Case(
                Adversity.HALF_OPEN,
                party,
                fair.isEndless() ? null : StandIn.SILENT,
                List.of(),
                List.of(script.crash(at, party), script.restart(at + REBOOT, party)),
                at,
                at + REBOOT,
                at + Times.FAULT_LASTS,
                0);
    }

    /** When it has connected to a party and waits for its first answer. */
    private long midConversation(Party party) {
        return fair.connectedNanos(party.name()) + IN_MID_CONVERSATION;
    }

    private Case replaced(Adversity adversity, Party party, StandIn by) {
        if (fair.isEndless()) {
            long heal = Times.FAULT + Times.FAULT_LASTS;
            return acts(
                    adversity,
                    party,
                    heal,
                    List.of(script.replace(Times.FAULT, party, by), script.putBack(heal, party)));
        }
        return new Case(
                adversity,
                party,
                by,
                List.of(),
                List.of(script.putBack(Times.FAULT_LASTS, party)),
                0,
                Times.FAULT_LASTS,
                Times.FAULT_LASTS + Times.AFTERMATH,
                0);
    }

    private static Case before(
            Adversity adversity, @Nullable Party party, Act before, List<Act> acts, long heal) {
        return new Case(
                adversity, party, null, List.of(before), acts, 0, heal, heal + Times.AFTERMATH, 0);
    }

    private static Case acts(
            Adversity adversity, @Nullable Party party, long heal, List<Act> acts) {
        return new Case(
                adversity,
                party,
                null,
                List.of(),
                acts,
                acts.getFirst().nanos(),
                heal,
                heal + Times.AFTERMATH,
                0);
    }

    private Planned whole(Adversity adversity) {
        if (!fair.isFair() && fair.served() == 0) {
            return not(adversity, null, "nobody answers it in fair weather either");
        }
        Case given = before(adversity, null, script.loss(), List.of(), Times.FAULT_LASTS);
        return new Planned(adversity, null, given, "");
    }

    private void visited(List<Planned> all, Adversity adversity) {
        if (around.served().isEmpty() || !fair.isEndless()) {
            all.add(not(adversity, null, "it serves nobody"));
            return;
        }
        long at = Times.FAULT;
        long heal = at + Times.FAULT_LASTS;
        for (int port : around.served().keySet()) {
            List<Act> acts =
                    adversity == Adversity.VISITOR_CRASHES
                            ? List.of(
                                    script.saysHalf(at, port),
                                    script.strangerCrashes(at + 5 * Times.SECOND))
                            : List.of(script.readsNothing(at, port), script.strangerCrashes(heal));
            all.add(new Planned(adversity, null, acts(adversity, null, heal, acts), ""));
        }
    }
}
