package io.jackfield.link;

import io.jackfield.entropy.Tables;

import org.jspecify.annotations.Nullable;

/** How jitter is spread about the delay. */
public enum Distribution {
    /** Evenly in ±jitter: what netem does unless told otherwise, whatever its manual says. */
    UNIFORM("uniform"),
    NORMAL("normal"),
    PARETO("pareto"),
    PARETONORMAL("paretonormal");

    private final String word;

    Distribution(String word) {
        this.word = word;
    }

    /** netem's word for it. */
    public String word() {
        return word;
    }

    /** The inverse table, in 1/{@value Tables#SCALE} of the jitter; null for the uniform one. */
    short @Nullable [] table() {
        return switch (this) {
            case UNIFORM -> null;
            case NORMAL -> Tables.normal();
            case PARETO -> Tables.pareto();
            case PARETONORMAL -> Tables.paretoNormal();
        };
    }

    static @Nullable Distribution of(String word) {
        for (Distribution distribution : values()) {
            if (distribution.word.equals(word)) {
                return distribution;
            }
        }
        return null;
    }
}
