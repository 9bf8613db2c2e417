package io.jackfield.linux.option;

import io.jackfield.posix.Family;

/** A type of socket. */
enum Kind {
    TCP4("TCP", Family.AF_INET, Family.SOCK_STREAM),
    TCP6("TCP over IPv6", Family.AF_INET6, Family.SOCK_STREAM),
    UDP4("UDP", Family.AF_INET, Family.SOCK_DGRAM),
    UDP6("UDP over IPv6", Family.AF_INET6, Family.SOCK_DGRAM),
    RAW4("raw ICMP", Family.AF_INET, Family.SOCK_RAW, Family.IPPROTO_ICMP),
    RAW6("raw ICMPv6", Family.AF_INET6, Family.SOCK_RAW, Family.IPPROTO_ICMPV6);

    private final String text;
    private final int family;
    private final int type;

    private final int protocol;

    Kind(String text, int family, int type) {
        this(text, family, type, 0);
    }

    Kind(String text, int family, int type, int protocol) {
        this.text = text;
        this.family = family;
        this.type = type;
        this.protocol = protocol;
    }

    int protocol() {
        return protocol;
    }

    int family() {
        return family;
    }

    int type() {
        return type;
    }

    @Override
    public String toString() {
        return text;
    }
}
