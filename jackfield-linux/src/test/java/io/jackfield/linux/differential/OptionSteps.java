package io.jackfield.linux.differential;

import io.jackfield.posix.Option;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.Random;

/** Calls of setsockopt and getsockopt, of options that both kernels are to have. */
final class OptionSteps {
    private static final int[][] OPTIONS = {
        {Option.SOL_SOCKET, Option.SO_REUSEADDR},
        {Option.SOL_SOCKET, Option.SO_REUSEPORT},
        {Option.SOL_SOCKET, Option.SO_KEEPALIVE},
        {Option.SOL_SOCKET, Option.SO_BROADCAST},
        {Option.SOL_SOCKET, Option.SO_OOBINLINE},
        {Option.SOL_SOCKET, Option.SO_TYPE},
        {Option.SOL_SOCKET, Option.SO_DOMAIN},
        {Option.SOL_SOCKET, Option.SO_PROTOCOL},
        {Option.SOL_SOCKET, Option.SO_ACCEPTCONN},
        {Option.SOL_SOCKET, Option.SO_ERROR},
        {Option.SOL_SOCKET, Option.SO_RCVLOWAT},
        {Option.SOL_TCP, Option.TCP_NODELAY},
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
        {Option.SOL_IPV6, Option.IPV6_V6ONLY},
        {Option.SOL_IPV6, Option.IPV6_UNICAST_HOPS},
    };
    private static final int[] VALUES = {0, 1, 1, 2, 7, 127, 255, 256, 40_000, -1};
    private static final int NONSENSE = 999;

    private final Random random;

    OptionSteps(Random random) {
        this.random = random;
    }

    private int[] option() {
        return random.nextInt(30) == 0
                ? new int[] {random.nextBoolean() ? Option.SOL_SOCKET : Option.SOL_TCP, NONSENSE}
                : OPTIONS[random.nextInt(OPTIONS.length)];
    }

    Step set(int fd) {
        int[] option = option();
        int value = VALUES[random.nextInt(VALUES.length)];
        int octets = random.nextInt(15) == 0 ? 1 + random.nextInt(3) : 4;
        return new Step(
                "setsockopt",
                "os.setsockopt(%d, %d, %d, %d of %d octets)"
                        .formatted(fd, option[0], option[1], value, octets),
                (os, _) -> {
                    ByteBuffer given = Values.ofInt(value);
                    given.limit(octets);
                    return Names.of(os.setsockopt(fd, option[0], option[1], given));
                });
    }

    Step get(int fd) {
        int[] option = option();
        return new Step(
                "getsockopt",
                "os.getsockopt(%d, %d, %d, 4 octets)".formatted(fd, option[0], option[1]),
                (os, _) -> {
                    ByteBuffer value = Values.ofInt(0);
                    int got = os.getsockopt(fd, option[0], option[1], value);
                    int length = value.position();
                    return Names.of(got)
                            + (got < 0 ? "" : " " + length + ":" + value.rewind().getInt());
                });
    }
}
