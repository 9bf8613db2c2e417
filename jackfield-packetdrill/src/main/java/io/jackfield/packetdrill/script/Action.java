package io.jackfield.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What happens in an event. */
public sealed interface Action {

    /**
     * A system call.
     *
     * @param until for one that blocks: when it ends, counted as {@link When#from}; else −1
     * @param result what it answers; {@link Value.Any} if that does not matter
     * @param errno the error that it sets, by name
     */
    record Call(
            String name, List<Value> arguments, long until, Value result, @Nullable String errno)
            implements Action {
        /** Whether it sleeps while the script goes on. */
        public boolean blocks() {
            return until >= 0;
        }
    }

    /** A packet that comes in, or one that is to go out. */
    record PacketLine(boolean isInbound, IpInfo ip, PacketSpec packet) implements Action {}

    /** Lines of a shell. */
    record Shell(List<ShellCommand> commands) implements Action {}

    /** Assertions about TCP_INFO at that moment. */
    record Code(List<Assertion> assertions) implements Action {}
}
