package io.jackfield.packetdrill.script;

import io.jackfield.net.Nearest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a script: options, shell lines, events, shell lines. */
public final class ScriptParser {
    private static final long NANOS = 1_000_000_000L;

    /** The options that there are. */
    private static final Set<String> OPTIONS =
            new TreeSet<>(
                    List.of(
                            "ip_version",
                            "tolerance_usecs",
                            "tolerance_percent",
                            "mss",
                            "mtu",
                            "tcp_ts_tick_usecs",
                            "tcp_ts_ecr_scaled",
                            "strict_segments",
                            "send_omit_free",
                            "local_ip",
                            "remote_ip",
                            "non_fatal",
                            "bind_port",
                            "connect_port"));

    private final String file;
    private final String text;
    private final Tokens tokens;
    private final ShellParser shell;
    private final Map<String, String> options = new LinkedHashMap<>();

    private ScriptParser(Path file, String text, Map<String, String> macros) {
        this.file = file.toString();
        this.text = text;
        tokens = new Tokens(Lexer.read(this.file, text, macros));
        shell = new ShellParser(file);
    }

    /**
     * Reads a file.
     *
     * @param macros {@code -D name=value}: words that stand for others
     * @throws ScriptException where something is not understood
     */
    public static Script read(Path file, Map<String, String> macros) throws IOException {
        return parse(file, Files.readString(file), macros);
    }

    /** Reads a text; the file is for messages, and for shell lines that name others beside it. */
    public static Script parse(Path file, String text, Map<String, String> macros) {
        return new ScriptParser(file, text, macros).script();
    }

    private Script script() {
        while (tokens.peek().kind() == Token.Kind.OPTION) {
            option(tokens.take());
        }
        List<ShellCommand> setUp = new ArrayList<>();
        while (tokens.peek().kind() == Token.Kind.SHELL) {
            setUp.addAll(shell.parse(tokens.take()));
        }
        List<Event> events = new ArrayList<>();
        while (!tokens.atEnd() && tokens.peek().kind() != Token.Kind.SHELL) {
            events.add(event(events.isEmpty() ? null : events.getLast()));
        }
        List<ShellCommand> cleanUp = new ArrayList<>();
        while (tokens.peek().kind() == Token.Kind.SHELL) {
            cleanUp.addAll(shell.parse(tokens.take()));
        }
        if (!tokens.atEnd()) {
            throw tokens.wrong("nothing comes after the last shell lines");
        }
        return new Script(file, options, setUp, events, cleanUp);
    }

    private void option(Token token) {
        int equals = token.text().indexOf('=');
        String name = equals < 0 ? token.text() : token.text().substring(0, equals);
        if (!OPTIONS.contains(name)) {
            throw new ScriptException(
                    token.at(), "option --" + name + " is not known" + Nearest.hint(name, OPTIONS));
        }
        options.put(name, equals < 0 ? "" : token.text().substring(equals + 1));
    }

    private Event event(@Nullable Event before) {
        Token first = tokens.peek();
        When when = when();
        if (before != null
                && before.when().kind() == When.Kind.ABSOLUTE
                && when.kind() == When.Kind.ABSOLUTE
                && when.from() < before.when().from()) {
            throw new ScriptException(first.at(), "time goes backwards");
        }
        Action action = action();
        String line = text.substring(first.from(), tokens.last().to());
        return new Event(first.at(), when, action, line.replaceAll("\\s+", " "));
    }

    private When when() {
        if (tokens.takes("*")) {
            return When.ANY;
        }
        boolean relative = tokens.takes("+");
        long from = time();
        long until = from;
        if (tokens.takes("~")) {
            if (relative) {
                tokens.expect("+");
            }
            until = time();
            if (until <= from) {
                throw tokens.wrong("the range of time is empty");
            }
        }
        return new When(relative ? When.Kind.RELATIVE : When.Kind.ABSOLUTE, from, until);
    }

    private long time() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.NUMBER || token.text().startsWith("0x")) {
            throw tokens.wrong("a time is missing before " + token.named());
        }
        tokens.take();
        return Math.round(Double.parseDouble(token.text()) * NANOS);
    }

    private Action action() {
        long until = -1;
        if (tokens.takes("...")) {
            tokens.takes("+");
            until = time();
        }
        Token token = tokens.peek();
        switch (token.kind()) {
            case SHELL -> {
                return new Action.Shell(shell.parse(tokens.take()));
            }
            case CODE -> {
                return new Action.Code(CodeParser.parse(tokens.take()));
            }
            case WORD -> {
                return new CallParser(tokens).call(until);
            }
            default -> {
                if (token.is("<") || token.is(">")) {
                    return new PacketParser(tokens, isV6()).line();
                }
                throw tokens.wrong(
                        "a packet, a system call or code is missing before " + token.named());
            }
        }
    }

    private boolean isV6() {
        return "ipv6".equals(options.get("ip_version"));
    }
}
