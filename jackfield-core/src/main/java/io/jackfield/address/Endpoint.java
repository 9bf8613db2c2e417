package io.jackfield.address;

/** An address and a port: one end of a flow, the "socket" of RFC 793. */
public record Endpoint(IpAddress address, int port) {
    public Endpoint {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    /** As {@code ss} prints it: 10.0.0.1:80, [::1]:80. */
    @Override
    public String toString() {
        return address.isV4() ? address + ":" + port : "[" + address + "]:" + port;
    }
}
