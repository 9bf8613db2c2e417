package io.jackfield.packetdrill.script;

import io.jackfield.net.Nearest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a system call: name, arguments, result, error. */
final class CallParser {

    /** How many arguments a call takes. */
    private record Arity(int least, int most) {}

    private static final Map<String, Arity> CALLS = new TreeMap<>();

    static {
        arity(1, 1, "close", "epoll_create", "epoll_create1", "pipe", "dup");
        arity(2, 2, "listen", "shutdown");
        arity(2, 3, "fcntl");
        arity(3, 3, "socket", "bind", "accept", "connect", "read", "readv", "write", "writev");
        arity(3, 3, "ioctl", "sendmsg", "recvmsg", "poll");
        arity(4, 4, "accept4", "recv", "send", "epoll_ctl", "epoll_wait");
        arity(5, 5, "getsockopt", "setsockopt");
        arity(6, 6, "sendto", "recvfrom");
    }

    private static void arity(int least, int most, String... names) {
        for (String name : names) {
            CALLS.put(name, new Arity(least, most));
        }
    }

    private final Tokens tokens;

    CallParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Action.Call call(long until) {
        Token name = tokens.take();
        Arity arity = CALLS.get(name.text());
        if (arity == null) {
            throw new ScriptException(
                    name.at(),
                    "system call "
                            + name.text()
                            + " is not known"
                            + Nearest.hint(name.text(), CALLS.keySet()));
        }
        List<Value> arguments = list("(", ")");
        if (arguments.size() < arity.least || arguments.size() > arity.most) {
            throw new ScriptException(
                    name.at(), name.text() + " does not take " + arguments.size() + " arguments");
        }
        tokens.expect("=");
        Value result = result();
        String errno = null;
        if (tokens.peek().kind() == Token.Kind.WORD) {
            Token error = tokens.take();
            errno = Constants.errno(error.at(), error.text()).name();
        }
        note();
        return new Action.Call(name.text(), arguments, until, result, errno);
    }

    private Value result() {
        Token first = tokens.peek();
        if (tokens.takes("?")) {
            return new Value.Any(first.at());
        }
        return value();
    }

    /** What stands in parentheses after the result is for people. */
    private void note() {
        if (!tokens.takes("(")) {
            return;
        }
        for (int depth = 1; depth > 0; ) {
            if (tokens.atEnd()) {
                throw tokens.wrong("\")\" is missing");
            }
            depth += tokens.peek().is("(") ? 1 : tokens.peek().is(")") ? -1 : 0;
            tokens.take();
        }
    }

    private List<Value> list(String open, String close) {
        tokens.expect(open);
        List<Value> values = new ArrayList<>();
        while (!tokens.takes(close)) {
            if (!values.isEmpty()) {
                tokens.expect(",");
            }
            values.add(value());
        }
        return values;
    }

    private Value value() {
        Token first = tokens.peek();
        Value one = single();
        if (!tokens.peek().is("|")) {
            return one;
        }
        List<Value> parts = new ArrayList<>(List.of(one));
        while (tokens.takes("|")) {
            parts.add(single());
        }
        return new Value.Or(first.at(), parts);
    }

    private Value single() {
        Token first = tokens.peek();
        Position at = first.at();
        if (first.is("[")) {
            return new Value.Array(at, list("[", "]"));
        }
        if (first.is("{")) {
            return struct();
        }
        if (tokens.takes("...")) {
            return new Value.Any(at);
        }
        if (tokens.takes("-")) {
            long number = tokens.number("a number");
            return new Value.Numeral(at, -number, "-" + number);
        }
        return switch (first.kind()) {
            case NUMBER -> new Value.Numeral(at, tokens.number("a number"), first.text());
            case STRING -> new Value.Text(at, tokens.take().text());
            case WORD -> name();
            default -> throw tokens.wrong("a value is missing before " + first.named());
        };
    }

    private Value name() {
        Token name = tokens.take();
        if (!tokens.peek().is("(")) {
            Constants.value(name.at(), name.text());
            return new Value.Name(name.at(), name.text());
        }
        if (!Constants.CONVERSIONS.contains(name.text())) {
            throw new ScriptException(
                    name.at(),
                    name.text()
                            + "() is not known"
                            + Nearest.hint(name.text(), Constants.CONVERSIONS));
        }
        List<Value> arguments = list("(", ")");
        if (arguments.isEmpty()) {
            throw new ScriptException(name.at(), name.text() + "() takes an argument");
        }
        return new Value.Conversion(name.at(), name.text(), arguments.getLast());
    }

    private Value struct() {
        Position at = tokens.take().at();
        List<Value.Field> fields = new ArrayList<>();
        while (!tokens.takes("}")) {
            if (!fields.isEmpty()) {
                tokens.expect(",");
            }
            fields.add(field());
        }
        return new Value.Struct(at, fields);
    }

    /** {@code name=value}, {@code name(length)=value}, or a value. */
    private Value.Field field() {
        if (tokens.peek().kind() != Token.Kind.WORD) {
            return new Value.Field("", value());
        }
        if (tokens.peek(1).is("=")) {
            String name = tokens.take().text();
            tokens.take();
            return new Value.Field(name, value());
        }
        boolean hasLength =
                tokens.peek(1).is("(") && tokens.peek(3).is(")") && tokens.peek(4).is("=");
        if (!hasLength) {
            return new Value.Field("", value());
        }
        String name = tokens.take().text();
        list("(", ")");
        tokens.expect("=");
        return new Value.Field(name, value());
    }
}
