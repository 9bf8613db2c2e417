package io.jackfield.linux.differential;

import io.jackfield.posix.Option;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.Random;

/** Calls of setsockopt and getsockopt, of options that both kernels are to have. */
final class OptionSteps {
    private static final int[][] OPTIONS = {
        {Option.SOL_SOCKET, Option.SO_REUSEADDR},
        {Option.SOL_SOCKET, Option.SO_KEEPALIVE},
        {Option.SOL_SOCKET, Option.SO_BROADCAST},
        {Option.SOL_SOCKET, Option.SO_OOBINLINE},
        {Option.SOL_SOCKET, Option.SO_TYPE},
        {Option.SOL_SOCKET, Option.SO_DOMAIN},
        {Option.SOL_SOCKET, Option.SO_PROTOCOL},
        {Option.SOL_SOCKET, Option.SO_ACCEPTCONN},
        {Option.SOL_SOCKET, Option.SO_ERROR},
        {Option.SOL_SOCKET, Option.SO_RCVLOWAT},
        {Option.SOL_SOCKET, Option.SO_LINGER},
        {Option.SOL_TCP, Option.TCP_CORK},
        {Option.SOL_TCP, Option.TCP_KEEPIDLE},
        {Option.SOL_TCP, Option.TCP_KEEPINTVL},
        {Option.SOL_TCP, Option.TCP_KEEPCNT},
        {Option.SOL_TCP, Option.TCP_SYNCNT},
        {Option.SOL_TCP, Option.TCP_LINGER2},
        {Option.SOL_TCP, Option.TCP_USER_TIMEOUT},
        {Option.SOL_IP, Option.IP_TTL},
        {Option.SOL_IP, Option.IP_TOS},
        {Option.SOL_IP, Option.IP_FREEBIND},
        {Option.SOL_IP, Option.IP_BIND_ADDRESS_NO_PORT},
        {Option.SOL_IP, Option.IP_RECVERR},
        {Option.SOL_IPV6, Option.IPV6_V6ONLY},
        {Option.SOL_IPV6, Option.IPV6_UNICAST_HOPS},
        {Option.SOL_IPV6, Option.IPV6_TCLASS},
    };
    private static final int[] VALUES = {0, 1, 1, 1, 2, 7, 127, 128, 255, 256, 32_767, 32_768, -1};
    private static final int NONSENSE = 999;
    private static final int INT = 4;

    private OptionSteps() {}

    private static int[] option(Random random) {
        return random.nextInt(40) == 0
                ? new int[] {random.nextBoolean() ? Option.SOL_SOCKET : Option.SOL_TCP, NONSENSE}
                : OPTIONS[random.nextInt(OPTIONS.length)];
    }

    static Step anySet(int process, Fd fd, Random random) {
        int[] option = option(random);
        int value = VALUES[random.nextInt(VALUES.length)];
        int octets = random.nextInt(15) == 0 ? 1 + random.nextInt(3) : INT;
        return set(process, fd, option[0], option[1], value, octets);
    }

    static Step set(int process, Fd fd, int level, int name, int value) {
        return set(process, fd, level, name, value, INT);
    }

    private static Step set(int process, Fd fd, int level, int name, int value, int octets) {
        return new Step(
                "setsockopt",
                process,
                "%s.setsockopt(%s, %d, %d, Values.ofInt(%d).limit(%d))"
                        .formatted(Java.os(process), fd, level, name, value, octets),
                (run, os) -> {
                    ByteBuffer given = Values.ofInt(value);
                    given.limit(octets);
                    return Names.of(os.setsockopt(run.fd(fd), level, name, given));
                });
    }

    static Step linger(int process, Fd fd, boolean on, int seconds) {
        return new Step(
                "setsockopt",
                process,
                "%s.setsockopt(%s, %d, %d, Values.linger(%b, %d))"
                        .formatted(
                                Java.os(process),
                                fd,
                                Option.SOL_SOCKET,
                                Option.SO_LINGER,
                                on,
                                seconds),
                (run, os) ->
                        Names.of(
                                os.setsockopt(
                                        run.fd(fd),
                                        Option.SOL_SOCKET,
                                        Option.SO_LINGER,
                                        Values.linger(on, seconds))));
    }

    static Step anyGet(int process, Fd fd, Random random) {
        int[] option = option(random);
        int room = random.nextInt(10) == 0 ? INT + random.nextInt(8) : INT;
        return get(process, fd, option[0], option[1], room);
    }

    static Step get(int process, Fd fd, int level, int name, int room) {
        return new Step(
                "getsockopt",
                process,
                "%s.getsockopt(%s, %d, %d, Values.room(%d))"
                        .formatted(Java.os(process), fd, level, name, room),
                (run, os) -> {
                    ByteBuffer value = Values.room(room);
                    int got = os.getsockopt(run.fd(fd), level, name, value);
                    if (got < 0) {
                        return Names.of(got);
                    }
                    StringBuilder text = new StringBuilder("0 ");
                    for (int i = 0; i < value.position(); i++) {
                        text.append(i == 0 ? "" : ",").append(value.get(i));
                    }
                    return text.toString();
                });
    }
}
