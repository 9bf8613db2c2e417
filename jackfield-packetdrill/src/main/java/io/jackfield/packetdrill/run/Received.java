package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Value;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Room for octets that come, and what the script says they are, if it does. */
final class Received {
    final ByteBuffer room;
    private final @Nullable String said;

    Received(Value value, int length) {
        room = ByteBuffer.allocate(length);
        said =
                switch (value) {
                    case Value.Any _ -> null;
                    case Value.Text text -> text.text();
                    default -> throw Arguments.unfit(value.at(), "data", value);
                };
    }

    Prepared by(Prepared call) {
        return new Prepared() {
            @Override
            public long make(Syscalls os) {
                return call.make(os);
            }

            @Override
            public @Nullable String difference(long result) {
                if (said == null || result < 0) {
                    return null;
                }
                String seen = new String(room.array(), 0, room.position(), StandardCharsets.UTF_8);
                return seen.equals(said)
                        ? null
                        : "data \"" + said + "\" expected, \"" + seen + "\" read";
            }
        };
    }
}
