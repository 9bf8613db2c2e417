package io.jackfield.packetdrill.script;

import io.jackfield.net.Nearest;

import java.util.ArrayList;
import java.util.List;

/** Reads the options of a segment, up to {@code >}. */
final class OptionParser {
    private static final List<String> NAMES =
            List.of("mss", "nop", "eol", "sackOK", "wscale", "TS", "sack", "FO", "FOEXP", "md5");

    private final Tokens tokens;

    private OptionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    static List<TcpOption> parse(Tokens tokens) {
        OptionParser parser = new OptionParser(tokens);
        List<TcpOption> options = new ArrayList<>();
        do {
            options.add(parser.one());
        } while (tokens.takes(","));
        tokens.expect(">");
        return options;
    }

    private TcpOption one() {
        Token name = tokens.peek();
        return switch (tokens.word("a TCP option")) {
            case "mss" -> new TcpOption.Mss(tokens.number("mss", 0xffff));
            case "nop" -> new TcpOption.Single(1);
            case "eol" -> new TcpOption.Single(0);
            case "sackOK" -> new TcpOption.SackPermitted();
            case "wscale" -> new TcpOption.WindowScale(tokens.number("wscale", 255));
            case "TS" -> timestamps();
            case "sack" -> sack();
            case "FO" -> new TcpOption.Other(TcpOption.Other.FAST_OPEN, tokens.hexadecimal());
            case "FOEXP" ->
                    new TcpOption.Other(
                            TcpOption.Other.EXPERIMENT,
                            TcpOption.Other.FAST_OPEN_EXPERIMENT + tokens.hexadecimal());
            case "md5" -> new TcpOption.Other(TcpOption.Other.MD5, tokens.hexadecimal());
            default ->
                    throw new ScriptException(
                            name.at(),
                            "TCP option "
                                    + name.named()
                                    + " is not known"
                                    + Nearest.hint(name.text(), NAMES));
        };
    }

    private TcpOption timestamps() {
        expectWord("val");
        long val = tokens.number("the timestamp");
        expectWord("ecr");
        return new TcpOption.Timestamps(val, tokens.number("the timestamp"));
    }

    private void expectWord(String word) {
        if (!tokens.takesWord(word)) {
            throw tokens.wrong("\"" + word + "\" is missing before " + tokens.peek().named());
        }
    }

    private TcpOption sack() {
        List<Long> edges = new ArrayList<>();
        while (tokens.peek().kind() == Token.Kind.NUMBER) {
            edges.add(tokens.number("the left edge"));
            tokens.expect(":");
            edges.add(tokens.number("the right edge"));
        }
        return new TcpOption.Sack(edges);
    }
}
