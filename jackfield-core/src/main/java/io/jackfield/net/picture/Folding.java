package io.jackfield.net.picture;

import java.util.ArrayList;
import java.util.List;

/** Makes long things short: silences, runs of data and ACKs, and what is beyond a limit. */
final class Folding {
    /** A silence is folded from here on. */
    private static final long SILENCE_NANOS = 5_000_000_000L;

    /** A run of ordinary segments is folded if it is longer than that. */
    private static final int LONG_RUN = 12;

    /** So many are shown at each end of a run. */
    private static final int SHOWN = 4;

    private Folding() {}

    /** At most {@code limit} packets, the first and the last. */
    static List<Item> fold(List<Item> items, int limit) {
        return silences(limited(runs(items), limit));
    }

    private static List<Item> runs(List<Item> items) {
        List<Item> folded = new ArrayList<>();
        int begin = 0;
        while (begin < items.size()) {
            int end = begin;
            while (end < items.size() && isOrdinary(items.get(end))) {
                end++;
            }
            if (end - begin > LONG_RUN) {
                folded.addAll(items.subList(begin, begin + SHOWN));
                folded.add(omitted(items.subList(begin + SHOWN, end - SHOWN)));
                folded.addAll(items.subList(end - SHOWN, end));
            } else {
                folded.addAll(items.subList(begin, end));
            }
            if (end < items.size()) {
                folded.add(items.get(end));
            }
            begin = end + 1;
        }
        return folded;
    }

    private static boolean isOrdinary(Item item) {
        return item instanceof Item.Arrow arrow && arrow.isOrdinary();
    }

    private static List<Item> limited(List<Item> items, int limit) {
        long arrows = items.stream().filter(Item.Arrow.class::isInstance).count();
        if (arrows <= limit) {
            return items;
        }
        int first = indexOfArrow(items, limit - limit / 2);
        int last = indexOfArrow(items, arrows - limit / 2);
        List<Item> folded = new ArrayList<>(items.subList(0, first));
        folded.add(omitted(items.subList(first, last)));
        folded.addAll(items.subList(last, items.size()));
        return folded;
    }

    /** Where the arrow of that number is, counted from 0; the end if there are no more. */
    private static int indexOfArrow(List<Item> items, long number) {
        long seen = 0;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Item.Arrow && seen++ == number) {
                return i;
            }
        }
        return items.size();
    }

    /** One item in place of several. */
    static Item.Omitted omitted(List<Item> items) {
        int segments = 0;
        long octets = 0;
        long end = items.getFirst().nanos();
        for (Item item : items) {
            end = Math.max(end, item.endNanos());
            switch (item) {
                case Item.Arrow arrow -> {
                    segments++;
                    octets += arrow.octets();
                }
                case Item.Omitted omitted -> {
                    segments += omitted.segments();
                    octets += omitted.octets();
                }
                case Item.State _, Item.Said _, Item.Silence _ -> {}
            }
        }
        return new Item.Omitted(items.getFirst().nanos(), end, segments, octets);
    }

    private static List<Item> silences(List<Item> items) {
        List<Item> folded = new ArrayList<>();
        long end = 0;
        for (Item item : items) {
            long silence = item.nanos() - end;
            if (silence >= SILENCE_NANOS) {
                folded.add(new Item.Silence(end, silence));
            }
            end = Math.max(end, item.endNanos());
            folded.add(item);
        }
        return folded;
    }
}
