package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The interfaces of the calling thread's host, as the JDK's native methods give the kernel's. */
public interface Interfaces {
    NetworkInterface[] all();

    @Nullable NetworkInterface byName(String name);

    @Nullable NetworkInterface byIndex(int index);

    @Nullable NetworkInterface byAddress(InetAddress address);

    boolean isUp(String name) throws SocketException;

    boolean isLoopback(String name) throws SocketException;

    boolean supportsMulticast(String name) throws SocketException;

    /** Null where there is none. */
    byte @Nullable [] hardwareAddress(String name) throws SocketException;

    int mtu(String name) throws SocketException;
}
