package io.jackfield.sweep;

import io.jackfield.entropy.Forall.Draws;
import io.jackfield.host.Host;
import io.jackfield.net.OneWay;
import io.jackfield.net.PacketView;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a seed does to the ways of a world: netem's words, and faults that come and go. */
final class Faults {
    private static final List<String> DELAYS =
            List.of("", "delay 100us", "delay 1ms", "delay 20ms 5ms", "delay 100ms 50ms 25%");
    private static final List<String> LOSSES =
            List.of("", "loss 1%", "loss 5%", "loss 20%", "loss gemodel 2% 20%", "loss 20% ecn");
    private static final List<String> DUPLICATES = List.of("", "duplicate 1%", "duplicate 10%");
    private static final List<String> CORRUPTIONS = List.of("", "corrupt 0.5%", "corrupt 3%");
    private static final List<String> REORDERINGS =
            List.of("", "reorder 10%", "reorder 25% 50%", "reorder 50% gap 3");
    private static final List<String> RATES =
            List.of("", "", "rate 256kbit", "rate 2mbit", "rate 50mbit");
    private static final List<String> LIMITS = List.of("limit 1000", "limit 100", "limit 10");

    private final Draws draws;
    private final World world;
    private final List<String> said = new ArrayList<>();

    Faults(Draws draws, World world) {
        this.draws = draws;
        this.world = world;
    }

    void befall(PatchCable cable) {
        Host end = cable.hosts().get(0);
        befall(cable.from(end));
        befall(cable.to(end));
        if (draws.oneIn(4)) {
            Duration begin = Duration.ofMillis(draws.below(12_000));
            boolean isLong = draws.oneIn(6);
            Duration mended = begin.plusMillis(isLong ? 1_200_000 : 50 + draws.below(3000));
            world.at(begin, cable::cut).at(mended, cable::mend);
            said.add(cable + " cut from " + begin + " to " + mended);
        }
        if (draws.oneIn(4)) {
            cable.drop(packet -> packet.isFin() || packet.isRst()).first(1 + draws.below(3));
        }
        if (draws.oneIn(4)) {
            cable.hold(PacketView::isPureAck, "300ms").first(1 + draws.below(3));
        }
    }

    private void befall(OneWay way) {
        String words = words(RATES.get(draws.below(RATES.size())));
        way.netem(words);
        said.add(way + " " + words);
        for (int changes = draws.below(3); changes > 0; changes--) {
            String changed = words(RATES.get(2 + draws.below(RATES.size() - 2)));
            Duration time = Duration.ofMillis(draws.below(8000));
            world.at(time, () -> way.netem(changed));
            said.add(way + " " + changed + " at " + time);
        }
        if (draws.oneIn(4)) {
            boolean narrows = draws.oneIn(2);
            Duration begin = Duration.ofMillis(draws.below(6000));
            Duration end = begin.plusMillis(50 + draws.below(2500));
            world.at(begin, () -> narrowOrDead(way, narrows));
            world.at(end, () -> way.heal().netem(words));
            said.add(way + (narrows ? " narrow" : " a black hole") + " from " + begin);
        }
    }

    private static void narrowOrDead(OneWay way, boolean narrows) {
        if (narrows) {
            way.dropsLargerThan(600);
        } else {
            way.blackhole();
        }
    }

    private String words(String rate) {
        String delay = one(DELAYS);
        List<String> words = new ArrayList<>(List.of(delay, one(LOSSES), one(DUPLICATES)));
        words.add(one(CORRUPTIONS));
        words.add(delay.isEmpty() ? "" : one(REORDERINGS));
        words.add(rate);
        words.add(one(LIMITS));
        return String.join(" ", words).trim().replaceAll(" +", " ");
    }

    /** Every second time the first one: none. */
    private String one(List<String> choices) {
        return draws.oneIn(2) ? choices.get(0) : choices.get(draws.below(choices.size()));
    }

    @Override
    public String toString() {
        return String.join("\n  ", said);
    }
}
