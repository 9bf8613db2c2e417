package io.jackfield.packetdrill.script;

/**
 * When an event is to be: nanoseconds from the start of the script, or from the event before.
 *
 * @param until the end of a range; {@code from} where there is none
 */
public record When(Kind kind, long from, long until) {
    /** What the numbers mean. */
    public enum Kind {
        ABSOLUTE,
        RELATIVE,
        /** {@code *}: whenever it comes. */
        ANY
    }

    /** {@code *}. */
    public static final When ANY = new When(Kind.ANY, 0, 0);
}
