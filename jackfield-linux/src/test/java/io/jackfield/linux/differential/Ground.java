package io.jackfield.linux.differential;

import io.jackfield.address.IpAddress;

/**
 * What a program has for itself in the namespace: two neighbouring addresses of 127.0.0.0/8 and two
 * neighbouring ports, which no program before it has had.
 */
record Ground(IpAddress address, IpAddress other, int port) {
    private static final int FIRST_PORT = 1024;
    private static final int PORTS = 2;
    private static final int LOOPBACK_NET = 127 << 24;
    private static final int FIRST_ADDRESS = 256;

    /** How many there are in a namespace, whose ports to be chosen begin at 32768. */
    static final int MOST = 15_000;

    static Ground of(int number) {
        int address = LOOPBACK_NET + FIRST_ADDRESS + 2 * number;
        return new Ground(
                IpAddress.v4(address), IpAddress.v4(address + 1), FIRST_PORT + PORTS * number);
    }

    boolean owns(int ofPort) {
        return ofPort >= port && ofPort < port + PORTS;
    }
}
