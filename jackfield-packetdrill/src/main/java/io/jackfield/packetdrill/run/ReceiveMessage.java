package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.ScriptException;
import io.jackfield.packetdrill.script.Value;
import io.jackfield.posix.Message;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

/** recvmsg(2), and the flags that it must fill in. */
final class ReceiveMessage implements Prepared {
    private final Value.Struct header;
    private final Message message;
    private final int flags;
    private final Arguments with;

    ReceiveMessage(Value.Struct header, Message message, int flags, Arguments with) {
        this.header = header;
        this.message = message;
        this.flags = flags;
        this.with = with;
        if (header.field("msg_control") != null) {
            throw new ScriptException(header.at(), "msg_control is not compared here");
        }
    }

    @Override
    public long make(Syscalls os) {
        return os.recvmsg(with.fd(0), message, flags);
    }

    @Override
    public @Nullable String difference(long result) {
        Value said = header.field("msg_flags");
        if (result < 0 || said == null || said instanceof Value.Any) {
            return null;
        }
        long expected = Arguments.number(said);
        return expected == message.flags
                ? null
                : "msg_flags "
                        + said
                        + " expected, 0x"
                        + Integer.toHexString(message.flags)
                        + " got";
    }
}
