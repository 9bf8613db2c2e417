package io.jackfield.link;

import io.jackfield.link.Netem.Chance;
import io.jackfield.link.Netem.Delay;
import io.jackfield.link.Netem.Rate;
import io.jackfield.link.Netem.Reorder;
import io.jackfield.link.Netem.Slot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads netem's words. Whatever is wrong is said with the words at fault. */
final class NetemParser {
    private static final String WORDS =
            "delay, distribution, order, loss, ecn, corrupt, duplicate, reorder, gap, rate, limit,"
                    + " slot";

    private final NetemWords words;
    private final List<String> seen = new ArrayList<>();

    private @Nullable Delay delay;
    private @Nullable Distribution distribution;
    private boolean keepsOrder;
    private Loss loss = Loss.None.NONE;
    private boolean ecn;
    private Chance duplicate = Chance.NEVER;
    private Chance corrupt = Chance.NEVER;
    private @Nullable Chance reorder;
    private int gap;
    private Rate rate = Rate.UNLIMITED;
    private Slot slot = Slot.NONE;
    private int limit = Netem.DEFAULT_LIMIT;

    NetemParser(String text) {
        words = new NetemWords(text);
    }

    Netem netem() {
        try {
            while (words.hasMore()) {
                String word = words.next();
                clause(once(word), word);
            }
            return new Netem(
                    delay(),
                    loss,
                    ecn,
                    duplicate,
                    corrupt,
                    reorder(),
                    rate,
                    slot,
                    limit,
                    keepsOrder);
        } catch (IllegalArgumentException e) {
            throw words.wrong(e);
        }
    }

    private String once(String word) {
        String name =
                switch (word) {
                    case "latency" -> "delay";
                    case "drop" -> "loss";
                    default -> word;
                };
        if (seen.contains(name)) {
            throw words.wrong("'" + name + "' is said twice");
        }
        seen.add(name);
        return name;
    }

    private void clause(String name, String word) {
        switch (name) {
            case "delay" -> delay = readDelay();
            case "distribution" -> distribution = readDistribution();
            case "order" -> keepsOrder = readOrder();
            case "loss" -> loss = readLoss();
            case "ecn" -> ecn = true;
            case "duplicate" -> duplicate = readChance();
            case "corrupt" -> corrupt = readChance();
            case "reorder" -> reorder = readChance();
            case "gap" -> gap = words.count(name);
            case "rate" -> rate = readRate();
            case "limit" -> limit = words.count(name);
            case "slot" -> slot = readSlot();
            case "seed" ->
                    throw words.wrong("the seed is the world's, not a link's: leave 'seed' out");
            default ->
                    throw words.wrong("'" + word + "' is no word of netem's. Its words: " + WORDS);
        }
    }

    private Delay delay() {
        if (delay == null) {
            if (distribution != null) {
                throw words.wrong("distribution needs delay TIME JITTER");
            }
            return Delay.NONE;
        }
        return new Delay(
                delay.nanos(),
                delay.jitterNanos(),
                delay.correlation(),
                distribution == null ? Distribution.UNIFORM : distribution);
    }

    /** A gap alone means that every packet whose turn it is overtakes; no gap means gap 1. */
    private Reorder reorder() {
        if (reorder == null) {
            return gap == 0 ? Reorder.NONE : new Reorder(new Chance(1, 0), gap);
        }
        if (reorder.probability() == 0) {
            return Reorder.NONE;
        }
        return new Reorder(reorder, Math.max(1, gap));
    }

    private Delay readDelay() {
        long nanos = words.time("delay");
        long jitter = words.hasNumber() ? words.time("jitter") : 0;
        double correlation = words.hasNumber() ? words.percent("correlation") : 0;
        return new Delay(nanos, jitter, correlation, Distribution.UNIFORM);
    }

    private Distribution readDistribution() {
        String word = words.argument("distribution");
        Distribution found = Distribution.of(word);
        if (found == null) {
            throw words.wrong(
                    "distribution '" + word + "': uniform, normal, pareto or paretonormal");
        }
        return found;
    }

    private boolean readOrder() {
        if (!words.argument("order").equals("keep")) {
            throw words.wrong("after 'order' comes 'keep'");
        }
        return true;
    }

    private Loss readLoss() {
        if (words.accept("state")) {
            double p13 = words.percent("p13");
            double p31 = words.percentOr("p31", 1 - p13);
            double p32 = words.percentOr("p32", 0);
            double p23 = words.percentOr("p23", 1);
            return new Loss.State(p13, p31, p32, p23, words.percentOr("p14", 0));
        }
        if (words.accept("gemodel")) {
            double p = words.percent("p");
            double r = words.percentOr("r", 1 - p);
            double lossInBad = words.percentOr("1-h", 1);
            return new Loss.GilbertElliott(p, r, lossInBad, words.percentOr("1-k", 0));
        }
        words.accept("random");
        double probability = words.percent("loss");
        double correlation = words.percentOr("correlation", 0);
        return probability == 0 ? Loss.None.NONE : new Loss.Random(probability, correlation);
    }

    private Chance readChance() {
        double probability = words.percent("probability");
        return new Chance(probability, words.percentOr("correlation", 0));
    }

    private Rate readRate() {
        long bits = words.rate();
        int overhead = words.hasNumber() ? words.octets("packet overhead") : 0;
        int cell = words.hasNumber() ? words.octets("cell size") : 0;
        int cellOverhead = words.hasNumber() ? words.octets("cell overhead") : 0;
        return new Rate(bits, overhead, cell, cellOverhead);
    }

    private Slot readSlot() {
        if (words.accept("distribution")) {
            throw words.wrong("slot distribution is not supported: say slot MIN [MAX]");
        }
        long min = words.time("slot");
        long max = words.hasNumber() ? words.time("slot") : min;
        int packets = words.accept("packets") ? words.count("packets") : 0;
        int octets = words.accept("bytes") ? words.count("bytes") : 0;
        return new Slot(min, max, packets, octets);
    }
}
