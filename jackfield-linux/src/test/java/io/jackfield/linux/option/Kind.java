package io.jackfield.linux.option;

import io.jackfield.posix.Family;

/** A type of socket. */
enum Kind {
    TCP4("TCP", Family.AF_INET, Family.SOCK_STREAM),
    TCP6("TCP over IPv6", Family.AF_INET6, Family.SOCK_STREAM),
    UDP4("UDP", Family.AF_INET, Family.SOCK_DGRAM),
    UDP6("UDP over IPv6", Family.AF_INET6, Family.SOCK_DGRAM);

    private final String text;
    private final int family;
    private final int type;

    Kind(String text, int family, int type) {
        this.text = text;
        this.family = family;
        this.type = type;
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
