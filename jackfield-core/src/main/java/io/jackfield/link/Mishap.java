package io.jackfield.link;

import java.util.Locale;

/** What may befall a packet under way, by chance or by a {@link PacketRule}. */
public enum Mishap {
    LOST,
    DUPLICATED,
    REORDERED,
    CORRUPTED,
    MARKED,
    DROPPED,
    HELD,
    REPEATED,
    DAMAGED,
    SWAPPED,
    ENDED;

    /** For people, and in the names of misfortunes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
