package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Value;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** getsockopt(2), and what it must fill in. */
final class GetOption implements Prepared {
    private static final int ROOM = 64;

    private final Arguments with;
    private final ByteBuffer room;

    GetOption(Arguments with) {
        this.with = with;
        int octets =
                switch (with.get(3)) {
                    case Value.Array array -> Integer.BYTES * array.elements().size();
                    case Value.Struct _ -> 2 * Integer.BYTES;
                    default -> ROOM;
                };
        room = Values.room(octets);
    }

    @Override
    public long make(Syscalls os) {
        return os.getsockopt(with.fd(0), with.number(1), with.number(2), room);
    }

    @Override
    public @Nullable String difference(long result) {
        if (result < 0) {
            return null;
        }
        return switch (with.get(3)) {
            case Value.Array array -> numbers(array.elements());
            case Value.Struct struct ->
                    numbers(struct.fields().stream().map(Value.Field::value).toList());
            case Value.Text text -> text(text.text());
            default -> null;
        };
    }

    private @Nullable String numbers(List<Value> said) {
        for (int i = 0; i < said.size(); i++) {
            Value each = said.get(i);
            if (each instanceof Value.Any) {
                continue;
            }
            if (room.position() < Integer.BYTES * (i + 1)) {
                return "a value of "
                        + said.size()
                        + " numbers expected, "
                        + room.position()
                        + " octets got";
            }
            int seen = room.getInt(Integer.BYTES * i);
            if (Arguments.number(each) != seen) {
                return "value " + each + " expected, " + seen + " got";
            }
        }
        return null;
    }

    private @Nullable String text(String said) {
        byte[] octets = new byte[room.position()];
        room.get(0, octets);
        String seen = new String(octets, StandardCharsets.US_ASCII).replaceFirst("\0.*", "");
        return seen.equals(said) ? null : "\"" + said + "\" expected, \"" + seen + "\" got";
    }
}
