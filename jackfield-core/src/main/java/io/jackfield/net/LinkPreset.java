package io.jackfield.net;

import io.jackfield.link.Netem;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a link of a kind does to packets: one of ours ({@link Links}) or of another tool ({@link
 * ImportedLinks}).
 */
public sealed interface LinkPreset permits Links, ImportedLinks {
    /** As topology files write it: "wifi-bad", "wpt:3g". */
    String title();

    /** The direction towards the user, in netem's words. */
    String down();

    /** The direction away from the user, in netem's words. */
    String up();

    int mtu();

    /** All there are, ours first. */
    static List<LinkPreset> all() {
        List<LinkPreset> all = new ArrayList<>(List.of(Links.values()));
        all.addAll(List.of(ImportedLinks.values()));
        return all;
    }

    /**
     * The preset of a title.
     *
     * @throws IllegalArgumentException if there is none, with the nearest
     */
    static LinkPreset named(String title) {
        List<String> known = all().stream().map(LinkPreset::title).toList();
        int at = known.indexOf(title);
        if (at >= 0) {
            return all().get(at);
        }
        String of = title.substring(0, title.indexOf(':') + 1);
        Stream<String> near = known.stream().filter(each -> each.startsWith(of));
        throw new IllegalArgumentException(
                "there is no preset \""
                        + title
                        + "\""
                        + Nearest.hint(title, of.isEmpty() ? known : near.toList()));
    }

    /**
     * The words with a queue of 250 ms of their rate, at least ten packets: netem's default of 1000
     * packets is a quarter of a minute of bufferbloat on a slow link.
     */
    static String withLimit(String words) {
        long bits = Netem.parse(words).rate().bitsPerSecond();
        int fullSize = 1500;
        return bits == 0 ? words : words + " limit " + Math.max(10, bits / 4 / 8 / fullSize);
    }
}
