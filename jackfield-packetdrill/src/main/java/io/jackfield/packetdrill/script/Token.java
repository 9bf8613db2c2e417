package io.jackfield.packetdrill.script;

/**
 * A piece of a script.
 *
 * @param from where it begins in the text, and {@code to} where it ends
 */
record Token(Kind kind, String text, Position at, int from, int to) {
    enum Kind {
        NUMBER,
        WORD,
        STRING,
        /** {@code --name=value}, without the dashes. */
        OPTION,
        /** Between back-quotes. */
        SHELL,
        /** A code block, without the percent signs and braces around it. */
        CODE,
        /** A single character, or {@code ...}. */
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** As messages name it. */
    String named() {
        return kind == Kind.END ? "the end of the script" : "\"" + text + "\"";
    }
}
