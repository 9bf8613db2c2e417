package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Value;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

/** ioctl(2) with an int to read or write. */
final class IoctlCall implements Prepared {
    private final Arguments with;
    private final int[] value = new int[1];

    IoctlCall(Arguments with) {
        this.with = with;
        if (with.number(1) == FileControl.FIONBIO) {
            value[0] = said();
        }
    }

    private int said() {
        return (int) Arguments.number(Arguments.elements(with.get(2)).getFirst());
    }

    @Override
    public long make(Syscalls os) {
        return os.ioctl(with.fd(0), with.number(1), value);
    }

    @Override
    public @Nullable String difference(long result) {
        boolean isCompared = result >= 0 && !(with.get(2) instanceof Value.Any);
        return isCompared && value[0] != said()
                ? "value " + said() + " expected, " + value[0] + " got"
                : null;
    }
}
