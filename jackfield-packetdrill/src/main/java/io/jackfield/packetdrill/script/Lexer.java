package io.jackfield.packetdrill.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts a script into tokens; comments and blanks are none. */
final class Lexer {
    private final String file;
    private final String text;
    private final Map<String, String> macros;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private boolean hasBegun;

    private Lexer(String file, String text, Map<String, String> macros) {
        this.file = file;
        this.text = text;
        this.macros = macros;
    }

    /**
     * The tokens of a script, with an END.
     *
     * @param macros words that stand for others
     */
    static List<Token> read(String file, String text, Map<String, String> macros) {
        Lexer lexer = new Lexer(file, text, macros);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (skip()) {
            token();
        }
        tokens.add(new Token(Token.Kind.END, "", position(at), at, at));
    }

    private Position position(int where) {
        return new Position(file, line, where - lineStart + 1);
    }

    private boolean looking(String what) {
        return text.startsWith(what, at);
    }

    /** Goes past blanks and comments; false at the end. */
    private boolean skip() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                step();
            } else if (looking("//") || (looking("#!") && at == 0)) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (looking("/*")) {
                comment();
            } else {
                return true;
            }
        }
        return false;
    }

    private void comment() {
        Position begin = position(at);
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw new ScriptException(begin, "the comment has no end");
        }
        goTo(end + 2);
    }

    private void step() {
        if (text.charAt(at++) == '\n') {
            line++;
            lineStart = at;
        }
    }

    private void goTo(int end) {
        while (at < end) {
            step();
        }
    }

    private void add(Token.Kind kind, String what, Position begin, int from) {
        tokens.add(new Token(kind, what, begin, from, at));
        hasBegun = true;
    }

    private void token() {
        Position begin = position(at);
        int from = at;
        char first = text.charAt(at);
        if (looking("--") && onlyOptionsSoFar()) {
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            tokens.add(new Token(Token.Kind.OPTION, text.substring(from + 2, at), begin, from, at));
        } else if (first == '`') {
            enclosed(Token.Kind.SHELL, "`", 1, begin);
        } else if (looking("%{")) {
            enclosed(Token.Kind.CODE, "}%", 2, begin);
        } else if (first == '"') {
            string(begin);
        } else if (looking("...")) {
            at += 3;
            add(Token.Kind.SYMBOL, "...", begin, from);
        } else if (isDigit(at) || (first == '.' && isDigit(at + 1))) {
            number(begin);
        } else if (Character.isLetter(first) || first == '_') {
            word(begin);
        } else {
            at++;
            add(Token.Kind.SYMBOL, String.valueOf(first), begin, from);
        }
    }

    private boolean onlyOptionsSoFar() {
        return !hasBegun;
    }

    private boolean isDigit(int where) {
        return where < text.length() && text.charAt(where) >= '0' && text.charAt(where) <= '9';
    }

    private void enclosed(Token.Kind kind, String close, int open, Position begin) {
        int from = at;
        int end = text.indexOf(close, at + open);
        if (end < 0) {
            throw new ScriptException(begin, "there is no " + close + " that ends this");
        }
        String inner = text.substring(at + open, end);
        goTo(end + close.length());
        add(kind, inner, begin, from);
    }

    private void string(Position begin) {
        int from = at++;
        StringBuilder inner = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\n') {
                break;
            }
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            inner.append(text.charAt(at++));
        }
        if (at >= text.length() || text.charAt(at) != '"') {
            throw new ScriptException(begin, "the string has no end");
        }
        at++;
        add(Token.Kind.STRING, inner.toString(), begin, from);
    }

    /** Decimal, with a fraction, or hexadecimal; {@code 0...1} is 0 and not 0. */
    private void number(Position begin) {
        int from = at;
        if (looking("0x") || looking("0X")) {
            at += 2;
            while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
                at++;
            }
        } else {
            digits();
            if (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
                at++;
                digits();
            }
        }
        add(Token.Kind.NUMBER, text.substring(from, at), begin, from);
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private void word(Position begin) {
        int from = at;
        while (at < text.length() && isPartOfWord(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        String meant = macros.get(word);
        if (meant == null) {
            add(Token.Kind.WORD, word, begin, from);
            return;
        }
        List<Token> stand = read(file, meant, Map.of());
        int last = stand.size() - 2; // before the END
        for (int i = 0; i <= last; i++) {
            Token each = stand.get(i);
            tokens.add(new Token(each.kind(), each.text(), begin, from, i == last ? at : from));
        }
    }

    private static boolean isPartOfWord(char each) {
        return Character.isLetterOrDigit(each) || each == '_';
    }
}
