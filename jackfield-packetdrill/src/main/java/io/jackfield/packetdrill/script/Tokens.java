package io.jackfield.packetdrill.script;

import java.util.List;
import java.util.Locale;

/** The tokens of a script, one after the other. */
final class Tokens {
    private final List<Token> all;
    private int next;

    Tokens(List<Token> all) {
        this.all = all;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return all.get(Math.min(next + ahead, all.size() - 1));
    }

    Token take() {
        Token token = peek();
        next = Math.min(next + 1, all.size() - 1);
        return token;
    }

    /** The token before the next one. */
    Token last() {
        return all.get(Math.max(next - 1, 0));
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Takes the symbol if it is next. */
    boolean takes(String symbol) {
        boolean found = peek().is(symbol);
        if (found) {
            take();
        }
        return found;
    }

    /** Takes the word if it is next. */
    boolean takesWord(String word) {
        boolean found = peek().isWord(word);
        if (found) {
            take();
        }
        return found;
    }

    void expect(String symbol) {
        if (!takes(symbol)) {
            throw wrong("\"" + symbol + "\" is missing before " + peek().named());
        }
    }

    String word(String what) {
        if (peek().kind() != Token.Kind.WORD) {
            throw wrong(what + " is missing before " + peek().named());
        }
        return take().text();
    }

    /** A whole number, decimal or hexadecimal. */
    long number(String what) {
        Token token = peek();
        if (token.kind() != Token.Kind.NUMBER || token.text().indexOf('.') >= 0) {
            throw wrong(what + " is missing before " + token.named());
        }
        take();
        try {
            return token.text().startsWith("0x")
                    ? Long.decode(token.text())
                    : Long.parseLong(token.text());
        } catch (NumberFormatException e) {
            throw new ScriptException(token.at(), token.named() + " is no number");
        }
    }

    /** A whole number in bounds. */
    int number(String what, long most) {
        Token token = peek();
        long number = number(what);
        if (number > most) {
            throw new ScriptException(
                    token.at(), what + " is at most " + most + ", not " + token.text());
        }
        return (int) number;
    }

    /** Hexadecimal digits that stand together; none if the next token is none of them. */
    String hexadecimal() {
        StringBuilder digits = new StringBuilder();
        int end = -1;
        while (peek().kind() == Token.Kind.NUMBER || peek().kind() == Token.Kind.WORD) {
            if (end >= 0 && peek().from() != end) {
                break;
            }
            Token token = take();
            end = token.to();
            digits.append(token.text());
        }
        String all = digits.toString().toLowerCase(Locale.ROOT);
        if (!all.matches("([0-9a-f]{2})*")) {
            throw new ScriptException(last().at(), "\"" + all + "\" are no octets in hexadecimal");
        }
        return all;
    }

    ScriptException wrong(String message) {
        return new ScriptException(peek().at(), message);
    }
}
