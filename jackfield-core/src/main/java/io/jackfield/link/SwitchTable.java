package io.jackfield.link;

import org.jspecify.annotations.Nullable;

/**
 * Which address was heard at which port and when: open addressing, guarded by the switch's lock.
 */
final class SwitchTable {
    /**
     * A full table learns nothing more until entries are old: an attacker cannot fill the memory.
     */
    private static final int MOST = 8192;

    private long[] addresses = new long[16];
    private Switch.@Nullable Port[] ports = new Switch.Port[16];
    private long[] heard = new long[16];
    private int size;

    Switch.@Nullable Port get(long address, long nowNanos, long ageingNanos) {
        int at = find(address);
        return ports[at] == null || nowNanos - heard[at] > ageingNanos ? null : ports[at];
    }

    void put(long address, Switch.Port port, long nowNanos, long ageingNanos) {
        int at = find(address);
        if (ports[at] == null) {
            if (2 * (size + 1) > ports.length || size >= MOST) {
                rebuild(nowNanos, ageingNanos);
                at = find(address);
            }
            if (size >= MOST) {
                return;
            }
            size++;
            addresses[at] = address;
        }
        ports[at] = port;
        heard[at] = nowNanos;
    }

    /** Forgets what is old, and grows if that was not half of it. */
    private void rebuild(long nowNanos, long ageingNanos) {
        long[] oldAddresses = addresses;
        Switch.@Nullable Port[] oldPorts = ports;
        long[] oldHeard = heard;
        int young = 0;
        for (int i = 0; i < oldPorts.length; i++) {
            young += oldPorts[i] != null && nowNanos - oldHeard[i] <= ageingNanos ? 1 : 0;
        }
        int length = Math.min(4 * MOST, Math.max(16, Integer.highestOneBit(4 * young + 1) << 1));
        addresses = new long[length];
        ports = new Switch.Port[length];
        heard = new long[length];
        size = 0;
        for (int i = 0; i < oldPorts.length; i++) {
            Switch.Port port = oldPorts[i];
            if (port != null && nowNanos - oldHeard[i] <= ageingNanos) {
                int at = find(oldAddresses[i]);
                addresses[at] = oldAddresses[i];
                ports[at] = port;
                heard[at] = oldHeard[i];
                size++;
            }
        }
    }

    /** Where the address stands or would stand. */
    private int find(long address) {
        int mask = ports.length - 1;
        long mixed = address * 0x9e37_79b9_7f4a_7c15L;
        int at = (int) (mixed >>> 40) & mask;
        while (ports[at] != null && addresses[at] != address) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
