package io.jackfield.net.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where things stand below one another: as far apart as they are in time, further where they would
 * cover each other, and nearer, with a mark, where nothing happens for long.
 */
final class TimeScale {
    /** So far down an arrow goes that is as slow as most. */
    private static final double USUAL_DROP = 60;

    /** What would be longer is folded. */
    private static final double LONGEST = 160;

    private static final double FOLD = 44;

    /** Between two arrows on the same side. */
    private static final double ARROWS = 16;

    private static final double STATES = 14;

    private static final double NOTES = 24;

    /** A cut arrow goes down half as far as others of its way do, and at least so far. */
    private static final double CUT = 14;

    /** A silence that was folded, in the middle of its place. */
    record Fold(double y, long nanos) {}

    private record Instant(long nanos, int order, int item, boolean isEnd) {}

    private final List<Item> items;
    private final double[] begins;
    private final double[] ends;
    private final List<Fold> folds = new ArrayList<>();
    private final double perNano;
    private double bottom;

    TimeScale(List<Item> items, double top) {
        this.items = items;
        begins = new double[items.size()];
        ends = new double[items.size()];
        long usual = usualTransit();
        perNano = usual == 0 ? 0 : USUAL_DROP / usual;
        bottom = top;
        place(instants());
    }

    /** Where an item begins. */
    double begin(int item) {
        return begins[item];
    }

    /** Where it ends. */
    double end(int item) {
        return ends[item];
    }

    double bottom() {
        return bottom;
    }

    List<Fold> folds() {
        return folds;
    }

    /** The median of the times that packets took. */
    private long usualTransit() {
        long[] transits =
                items.stream()
                        .filter(item -> item instanceof Item.Arrow && isTimed(item))
                        .mapToLong(item -> item.endNanos() - item.nanos())
                        .filter(nanos -> nanos > 0)
                        .sorted()
                        .toArray();
        return transits.length == 0 ? 0 : transits[transits.length / 2];
    }

    /** Whether it is known when the arrow ends. */
    private static boolean isTimed(Item item) {
        return item instanceof Item.Arrow arrow && arrow.fate() != Item.Fate.LOST;
    }

    private List<Instant> instants() {
        List<Instant> instants = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (!(item instanceof Item.Silence)) {
                instants.add(new Instant(item.nanos(), i, i, false));
            }
            if (isTimed(item) || item instanceof Item.Omitted) {
                instants.add(new Instant(item.endNanos(), i, i, true));
            }
        }
        instants.sort(Comparator.comparingLong(Instant::nanos).thenComparingInt(Instant::order));
        return instants;
    }

    private void place(List<Instant> instants) {
        Map<String, Double> lowest = new LinkedHashMap<>();
        double y = bottom;
        double floor = bottom;
        long before = instants.isEmpty() ? 0 : instants.getFirst().nanos;
        for (Instant instant : instants) {
            Item item = items.get(instant.item);
            boolean isHidden = item instanceof Item.Omitted && instant.isEnd;
            double down = (instant.nanos - before) * perNano;
            if (isHidden) {
                y += FOLD / 2;
            } else if (down > LONGEST || (perNano == 0 && instant.nanos > before)) {
                folds.add(new Fold(bottom + FOLD / 2, instant.nanos - before));
                y = bottom + FOLD;
            } else {
                y += down;
            }
            y = Math.max(y, floor);
            String slot = slot(item, instant.isEnd);
            Double taken = lowest.get(slot);
            if (taken != null) {
                y = Math.max(y, taken + spacing(item));
            }
            if (item instanceof Item.Said || item instanceof Item.Omitted) {
                y = isHidden ? y : Math.max(y, bottom + ARROWS);
                floor = y + ARROWS;
            }
            lowest.put(slot, y);
            if (instant.isEnd) {
                ends[instant.item] = y;
            } else {
                begins[instant.item] = y;
                ends[instant.item] = isTimed(item) ? y : y + cut(instant.item);
            }
            before = instant.nanos;
            bottom = Math.max(bottom, ends[instant.item]);
        }
    }

    /** Nobody knows when it would have ended. */
    private double cut(int item) {
        if (!(items.get(item) instanceof Item.Arrow lost)) {
            return 0;
        }
        for (int i = item - 1; i >= 0; i--) {
            if (items.get(i) instanceof Item.Arrow before
                    && before.from() == lost.from()
                    && before.to() == lost.to()
                    && isTimed(before)) {
                double drop = (before.endNanos() - before.nanos()) * perNano / 2;
                return Math.clamp(drop, CUT, LONGEST);
            }
        }
        return CUT;
    }

    /** Things of one slot must not cover each other. */
    private static String slot(Item item, boolean isEnd) {
        return switch (item) {
            case Item.Arrow arrow -> {
                String way = arrow.from() + ">" + arrow.to();
                yield isEnd ? way + " end" : way;
            }
            case Item.State state -> "state " + state.rail();
            case Item.Said _, Item.Silence _, Item.Omitted _ -> "note";
        };
    }

    private static double spacing(Item item) {
        return switch (item) {
            case Item.Arrow _ -> ARROWS;
            case Item.State _ -> STATES;
            case Item.Said _, Item.Silence _, Item.Omitted _ -> NOTES;
        };
    }
}
