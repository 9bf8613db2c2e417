package io.jackfield.linux.option;

import io.jackfield.posix.Errno;
import io.jackfield.posix.ErrnoException;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one kernel answers about every number of every level. */
final class Answers {
    static final int MOST = 300;
    private static final int[] OTHERS = {-1, Integer.MIN_VALUE, 1000, 65_536, Integer.MAX_VALUE};
    private static final int[] OTHER_LEVELS = {-1, 2, 999, Integer.MAX_VALUE};

    /** The number of an option on one type of socket. */
    record Question(Kind kind, int level, int number) {}

    /**
     * @param get of a fresh socket
     * @param set of the int 1
     * @param then what getsockopt says afterwards
     * @param others of 0 and of 16 octets of zeros, which may be what another form takes
     */
    record Answer(String get, String set, String then, List<String> others) {
        boolean isAccepted() {
            return isGood(get) || isGood(set) || others.stream().anyMatch(Answer::isGood);
        }

        /** Whether the option is known: what is not accepted has only another form. */
        boolean isKnown() {
            return !isUnknown(get)
                    || !isUnknown(set)
                    || others.stream().anyMatch(answer -> !isUnknown(answer));
        }

        private static boolean isUnknown(String answer) {
            return answer.equals(Errno.ENOPROTOOPT.name())
                    || answer.equals(Errno.EOPNOTSUPP.name());
        }

        private static boolean isGood(String answer) {
            return answer.startsWith("0");
        }

        /** What refuses it. */
        String refusal() {
            return get.equals(set) ? get : "get " + get + ", set " + set;
        }

        @Override
        public String toString() {
            return "get " + get + " set " + set + " get " + then;
        }
    }

    private final Map<Question, Answer> answers = new LinkedHashMap<>();

    Map<Question, Answer> all() {
        return answers;
    }

    /** Asks about all of them, each on a fresh socket. */
    static Answers of(Syscalls os) {
        Answers answers = new Answers();
        List<Integer> levels = new ArrayList<>(KnownOption.LEVELS.values());
        for (int level : OTHER_LEVELS) {
            levels.add(level);
        }
        for (Kind kind : Kind.values()) {
            for (int level : levels) {
                for (int number = 0; number <= MOST; number++) {
                    answers.ask(os, new Question(kind, level, number));
                }
                for (int number : OTHERS) {
                    answers.ask(os, new Question(kind, level, number));
                }
            }
        }
        return answers;
    }

    private void ask(Syscalls os, Question asked) {
        int fd = os.socket(asked.kind().family(), asked.kind().type(), asked.kind().protocol());
        ErrnoException.check("socket", fd);
        String get = get(os, fd, asked);
        String set = set(os, fd, asked, Values.ofInt(1));
        String then = get(os, fd, asked);
        List<String> others =
                List.of(set(os, fd, asked, Values.ofInt(0)), set(os, fd, asked, Values.room(16)));
        ErrnoException.check("close", os.close(fd));
        answers.put(asked, new Answer(get, set, then, others));
    }

    private static String get(Syscalls os, int fd, Question asked) {
        ByteBuffer value = Values.ofInt(0);
        int got = os.getsockopt(fd, asked.level(), asked.number(), value);
        int length = value.position();
        if (got != 0) {
            return text(got);
        }
        return length < Integer.BYTES ? "0:" + length : "0:" + value.getInt(0);
    }

    private static String set(Syscalls os, int fd, Question asked, ByteBuffer value) {
        return text(os.setsockopt(fd, asked.level(), asked.number(), value));
    }

    /** The name of an error; its number where this project has no name for it. */
    private static String text(int result) {
        for (Errno errno : Errno.values()) {
            if (errno.result() == result) {
                return errno.name();
            }
        }
        return result < 0 ? "errno " + -result : String.valueOf(result);
    }
}
