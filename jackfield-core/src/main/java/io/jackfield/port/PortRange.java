package io.jackfield.port;

/**
 * net.ipv4.ip_local_port_range: where ports come from that nobody named.
 *
 * @param low the first port
 * @param high the last port
 */
public record PortRange(int low, int high) {
    /** Linux's default. */
    public static final PortRange DEFAULT = new PortRange(32768, 60999);

    public PortRange {
        if (low < 1 || high > 0xffff || low > high) {
            throw new IllegalArgumentException(low + " to " + high + " is no range of ports");
        }
    }
}
