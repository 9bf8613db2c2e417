package io.jackfield.socket;

import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;

/** SO_RCVBUF and SO_SNDBUF: what a program asks for and what it gets (LINUX.md 95). */
final class Buffers {
    private static final int LEAST_RECEIVE = 2304;
    private static final int LEAST_SEND = 4608;

    private Buffers() {}

    /** SO_RCVBUF, or by force beyond rmem_max. */
    static int receive(int asked, boolean force, Settings settings) {
        return granted(asked, force, settings.get(Setting.RMEM_MAX), LEAST_RECEIVE);
    }

    /** SO_SNDBUF, or by force beyond wmem_max. */
    static int send(int asked, boolean force, Settings settings) {
        return granted(asked, force, settings.get(Setting.WMEM_MAX), LEAST_SEND);
    }

    /** Twice what was asked, because Linux counts its own overhead into it. */
    private static int granted(int asked, boolean force, int most, int least) {
        int capped =
                force
                        ? Math.min(Math.max(asked, 0), Integer.MAX_VALUE / 2)
                        : (int) Math.min(Integer.toUnsignedLong(asked), most);
        return Math.max(Math.min(capped, Integer.MAX_VALUE / 2) * 2, least);
    }
}
