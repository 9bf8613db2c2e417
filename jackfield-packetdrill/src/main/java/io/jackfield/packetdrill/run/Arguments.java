package io.jackfield.packetdrill.run;

import io.jackfield.address.IpAddress;
import io.jackfield.packetdrill.script.Action;
import io.jackfield.packetdrill.script.Constants;
import io.jackfield.packetdrill.script.Position;
import io.jackfield.packetdrill.script.ScriptException;
import io.jackfield.packetdrill.script.Value;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The arguments of a system call as numbers, addresses and buffers. */
final class Arguments {
    private final Action.Call call;
    private final Setup setup;
    private final Map<Integer, Integer> descriptors;

    /**
     * @param descriptors those of the script, and what they are on the machine
     */
    Arguments(Action.Call call, Setup setup, Map<Integer, Integer> descriptors) {
        this.call = call;
        this.setup = setup;
        this.descriptors = descriptors;
    }

    Value get(int index) {
        return call.arguments().get(index);
    }

    int count() {
        return call.arguments().size();
    }

    boolean isAny(int index) {
        return get(index) instanceof Value.Any;
    }

    int number(int index) {
        return (int) number(get(index));
    }

    int number(int index, int ifAny) {
        return isAny(index) ? ifAny : number(index);
    }

    /** A number, however it is written. */
    static long number(Value value) {
        return switch (value) {
            case Value.Numeral number -> number.value();
            case Value.Name name -> Constants.value(name.at(), name.text());
            case Value.Or or ->
                    or.parts().stream().mapToLong(Arguments::number).reduce(0, (a, b) -> a | b);
            case Value.Conversion conversion -> number(conversion.argument());
            case Value.Any any -> throw unfit(any.at(), "a number", any);
            case Value.Text text -> throw unfit(text.at(), "a number", text);
            case Value.Array array -> throw unfit(array.at(), "a number", array);
            case Value.Struct struct -> throw unfit(struct.at(), "a number", struct);
        };
    }

    static ScriptException unfit(Position at, String what, Value value) {
        return new ScriptException(at, value + " is not " + what);
    }

    /** A descriptor on the machine. */
    int fd(int index) {
        return fd(get(index));
    }

    int fd(Value value) {
        int script = (int) number(value);
        return descriptors.getOrDefault(script, script);
    }

    /** An address; {@code ...} is the one given. */
    SocketAddress address(int index, IpAddress usual, int usualPort) {
        Value value = get(index);
        if (value instanceof Value.Any) {
            return setup.isV6()
                    ? SocketAddress.inet6(usual, usualPort, 0)
                    : SocketAddress.inet(usual, usualPort);
        }
        if (!(value instanceof Value.Struct struct)) {
            throw unfit(value.at(), "an address", value);
        }
        Value family = first(struct, "sa_family", "sin_family", "sin6_family");
        if (family == null || number(family) == Family.AF_UNSPEC) {
            return SocketAddress.unspecified();
        }
        Value port = first(struct, "sin_port", "sin6_port");
        Value address = first(struct, "sin_addr", "sin6_addr");
        IpAddress ip = address == null ? usual : ip(address);
        int number = port == null ? 0 : (int) number(port);
        return number(family) == Family.AF_INET6
                ? SocketAddress.inet6(ip, number, 0)
                : SocketAddress.inet(ip, number);
    }

    private IpAddress ip(Value value) {
        Value inner = value instanceof Value.Conversion conversion ? conversion.argument() : value;
        if (inner instanceof Value.Text text) {
            try {
                return IpAddress.of(text.text());
            } catch (IllegalArgumentException e) {
                throw unfit(text.at(), "an address", text);
            }
        }
        if (inner instanceof Value.Any) {
            return setup.local();
        }
        return IpAddress.v4((int) number(inner));
    }

    private static @Nullable Value first(Value.Struct struct, String... names) {
        for (String name : names) {
            Value value = struct.field(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Octets to send: a text, or zeros. */
    ByteBuffer data(int index, int length) {
        return data(get(index), length);
    }

    static ByteBuffer data(Value value, int length) {
        return switch (value) {
            case Value.Any _ -> ByteBuffer.allocate(length);
            case Value.Text text -> {
                byte[] octets = text.text().getBytes(StandardCharsets.UTF_8);
                yield ByteBuffer.wrap(Arrays.copyOf(octets, length));
            }
            default -> throw unfit(value.at(), "data", value);
        };
    }

    /** {@code [{..., 1000}, {"text", 4}]}. */
    List<ByteBuffer> vector(Value value) {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (Value each : elements(value)) {
            if (!(each instanceof Value.Struct struct) || struct.fields().size() != 2) {
                throw unfit(each.at(), "a buffer and its length", each);
            }
            int length = (int) number(struct.fields().get(1).value());
            buffers.add(data(struct.fields().get(0).value(), length));
        }
        return buffers;
    }

    static List<Value> elements(Value value) {
        if (value instanceof Value.Array array) {
            return array.elements();
        }
        throw unfit(value.at(), "an array", value);
    }

    static Value.Struct struct(Value value) {
        if (value instanceof Value.Struct struct) {
            return struct;
        }
        throw unfit(value.at(), "a struct", value);
    }

    static int field(Value.Struct struct, String name) {
        Value value = struct.field(name);
        if (value == null) {
            throw new ScriptException(struct.at(), struct + " has no " + name);
        }
        return (int) number(value);
    }

    /** The value of an option as C lays it out. */
    ByteBuffer option(int index) {
        Value value = get(index);
        return switch (value) {
            case Value.Array array -> {
                ByteBuffer to = buffer(Integer.BYTES * array.elements().size());
                array.elements().forEach(each -> to.putInt((int) number(each)));
                yield to.flip();
            }
            case Value.Struct struct -> linger(struct);
            case Value.Text text -> ByteBuffer.wrap(text.text().getBytes(StandardCharsets.UTF_8));
            default -> throw unfit(value.at(), "the value of an option", value);
        };
    }

    private static ByteBuffer linger(Value.Struct struct) {
        if (struct.field("tv_sec") != null) {
            return buffer(16)
                    .putLong(field(struct, "tv_sec"))
                    .putLong(struct.field("tv_usec") == null ? 0 : field(struct, "tv_usec"))
                    .flip();
        }
        return buffer(8)
                .putInt(field(struct, struct.field("l_onoff") == null ? "onoff" : "l_onoff"))
                .putInt(field(struct, struct.field("l_linger") == null ? "linger" : "l_linger"))
                .flip();
    }

    private static ByteBuffer buffer(int octets) {
        return ByteBuffer.allocate(octets).order(ByteOrder.nativeOrder());
    }
}
