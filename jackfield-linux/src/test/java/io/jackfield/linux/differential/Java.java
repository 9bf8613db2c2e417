package io.jackfield.linux.differential;

import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How what a step is given is written in Java. */
final class Java {
    private Java() {}

    /** The variable with the calls of a process. */
    static String os(int process) {
        return process == 0 ? "os" : "os" + process;
    }

    static String of(SocketAddress address) {
        int family = address.family();
        if (address.isComplete() && address.length() == SocketAddress.SOCKADDR_IN) {
            if (family == Family.AF_INET) {
                return "SocketAddress.inet(IpAddress.of(\"%s\"), %d)"
                        .formatted(address.address(), address.port());
            }
        }
        if (address.length() == SocketAddress.SOCKADDR_IN6 && family == Family.AF_INET6) {
            return "SocketAddress.inet6(IpAddress.of(\"%s\"), %d, 0)"
                    .formatted(address.address(), address.port());
        }
        return "SocketAddress.ofOctets(new byte[] {" + octets(address.octets()) + "})";
    }

    private static String octets(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (byte each : octets) {
            text.append(text.isEmpty() ? "" : ", ").append(each);
        }
        return text.toString();
    }

    static String hex(int number) {
        return "0x" + Integer.toHexString(number);
    }

    /** The octets of a message. */
    static String octets(int count) {
        return "ByteBuffer.wrap(new byte[" + count + "])";
    }

    static String rooms(int... sizes) {
        return Arrays.stream(sizes)
                .mapToObj(size -> "ByteBuffer.allocate(" + size + ")")
                .collect(Collectors.joining(", "));
    }
}
