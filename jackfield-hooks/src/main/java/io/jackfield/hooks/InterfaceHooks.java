package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Objects;

/**
 * What NetworkInterface calls in the place of its native methods, under their names. Each call is
 * made only where {@link #onHost} says so.
 */
public final class InterfaceHooks {
    private InterfaceHooks() {}

    /** Whether the calling thread's interfaces are a host's of ours. */
    public static boolean onHost() {
        Network network = NetworkHooks.installed();
        return network != null && network.onHost();
    }

    private static Interfaces interfaces() {
        return Objects.requireNonNull(NetworkHooks.installed()).interfaces();
    }

    public static NetworkInterface[] getAll() {
        return interfaces().all();
    }

    public static @Nullable NetworkInterface getByName0(String name) {
        return interfaces().byName(name);
    }

    public static @Nullable NetworkInterface getByIndex0(int index) {
        return interfaces().byIndex(index);
    }

    public static @Nullable NetworkInterface getByInetAddress0(InetAddress address) {
        return interfaces().byAddress(address);
    }

    public static boolean boundInetAddress0(InetAddress address) {
        return interfaces().byAddress(address) != null;
    }

    public static boolean isUp0(String name, int index) throws SocketException {
        return interfaces().isUp(name);
    }

    public static boolean isLoopback0(String name, int index) throws SocketException {
        return interfaces().isLoopback(name);
    }

    /** No link of ours is a point-to-point interface. */
    public static boolean isP2P0(String name, int index) throws SocketException {
        interfaces().isUp(name);
        return false;
    }

    public static boolean supportsMulticast0(String name, int index) throws SocketException {
        return interfaces().supportsMulticast(name);
    }

    public static byte @Nullable [] getMacAddr0(byte @Nullable [] address, String name, int index)
            throws SocketException {
        return interfaces().hardwareAddress(name);
    }

    public static int getMTU0(String name, int index) throws SocketException {
        return interfaces().mtu(name);
    }
}
