package io.jackfield.agent.network;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.agent.OpenedJdk;
import io.jackfield.hooks.Interfaces;
import io.jackfield.jdk.AgentDoors;
import io.jackfield.link.NetworkInterface;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The interfaces of the calling thread's host as objects of java.net, which only native code makes
 * otherwise. A question about one is asked of the host by its name, as the JDK asks the kernel.
 */
final class HostInterfaces implements Interfaces {
    private static final Class<java.net.NetworkInterface> TYPE = java.net.NetworkInterface.class;

    private final MethodHandle newInterface;
    private final MethodHandle newBinding;
    private final VarHandle displayName;
    private final VarHandle bindings;
    private final VarHandle children;
    private final VarHandle address;
    private final VarHandle broadcast;
    private final VarHandle maskLength;

    HostInterfaces(OpenedJdk jdk) {
        try {
            MethodHandles.Lookup in = jdk.inside(TYPE);
            newInterface =
                    in.findConstructor(
                            TYPE,
                            MethodType.methodType(
                                    void.class, String.class, int.class, InetAddress[].class));
            displayName = in.findVarHandle(TYPE, "displayName", String.class);
            bindings = in.findVarHandle(TYPE, "bindings", InterfaceAddress[].class);
            children = in.findVarHandle(TYPE, "childs", java.net.NetworkInterface[].class);
            in = jdk.inside(InterfaceAddress.class);
            newBinding =
                    in.findConstructor(InterfaceAddress.class, MethodType.methodType(void.class));
            address = in.findVarHandle(InterfaceAddress.class, "address", InetAddress.class);
            broadcast = in.findVarHandle(InterfaceAddress.class, "broadcast", Inet4Address.class);
            maskLength = in.findVarHandle(InterfaceAddress.class, "maskLength", short.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stands for the interface that a host chooses, as in the JDK. */
    java.net.NetworkInterface unset() {
        InetAddress any = new InetSocketAddress(0).getAddress();
        return of(any.getHostAddress(), 0, any);
    }

    private java.net.NetworkInterface of(String name, int index, InetAddress... addresses) {
        try {
            return (java.net.NetworkInterface) newInterface.invokeExact(name, index, addresses);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public java.net.NetworkInterface[] all() {
        return AgentDoors.interfaces().stream()
                .map(this::shown)
                .toArray(java.net.NetworkInterface[]::new);
    }

    private java.net.NetworkInterface shown(NetworkInterface nic) {
        List<Prefix> own = AgentDoors.addressesOf(nic);
        InetAddress[] addresses = new InetAddress[own.size()];
        InterfaceAddress[] bound = new InterfaceAddress[own.size()];
        try {
            for (int i = 0; i < addresses.length; i++) {
                addresses[i] = numbered(own.get(i).address(), nic);
            }
            var shown = of(nic.name(), nic.index(), addresses);
            displayName.set(shown, nic.name());
            for (int i = 0; i < addresses.length; i++) {
                if (addresses[i] instanceof Inet6Address) { // says %eth0 now, and not %2
                    addresses[i] =
                            Inet6Address.getByAddress(null, addresses[i].getAddress(), shown);
                }
                bound[i] = binding(addresses[i], own.get(i));
            }
            bindings.set(shown, bound);
            children.set(shown, new java.net.NetworkInterface[0]);
            return shown;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetAddress numbered(IpAddress own, NetworkInterface nic)
            throws UnknownHostException {
        return own.isV4()
                ? InetAddress.getByAddress(own.octets())
                : Inet6Address.getByAddress(null, own.octets(), nic.index());
    }

    private InterfaceAddress binding(InetAddress shown, Prefix own) throws Throwable {
        var binding = (InterfaceAddress) newBinding.invokeExact();
        address.set(binding, shown);
        maskLength.set(binding, (short) own.length());
        if (own.address().isV4() && !own.address().isLoopback() && own.length() < 31) { // RFC 3021
            broadcast.set(
                    binding, (Inet4Address) InetAddress.getByAddress(own.broadcast().octets()));
        }
        return binding;
    }

    @Override
    public java.net.@Nullable NetworkInterface byName(String name) {
        NetworkInterface nic = find(name);
        return nic == null ? null : shown(nic);
    }

    private static @Nullable NetworkInterface find(String name) {
        for (NetworkInterface nic : AgentDoors.interfaces()) {
            if (nic.name().equals(name)) {
                return nic;
            }
        }
        return null;
    }

    @Override
    public java.net.@Nullable NetworkInterface byIndex(int index) {
        for (NetworkInterface nic : AgentDoors.interfaces()) {
            if (nic.index() == index) {
                return shown(nic);
            }
        }
        return null;
    }

    @Override
    public java.net.@Nullable NetworkInterface byAddress(InetAddress wanted) {
        IpAddress own = IpAddress.ofOctets(wanted.getAddress());
        for (NetworkInterface nic : AgentDoors.interfaces()) {
            for (Prefix prefix : AgentDoors.addressesOf(nic)) {
                if (prefix.address().is(own)) {
                    return shown(nic);
                }
            }
        }
        return null;
    }

    private static NetworkInterface require(String name) throws SocketException {
        NetworkInterface nic = find(name);
        if (nic == null) {
            throw new SocketException("No such device");
        }
        return nic;
    }

    @Override
    public boolean isUp(String name) throws SocketException {
        NetworkInterface nic = require(name);
        return nic.isUp() && (nic.isLoopback() || nic.hasCarrier()); // IFF_UP and IFF_RUNNING
    }

    @Override
    public boolean isLoopback(String name) throws SocketException {
        return require(name).isLoopback();
    }

    /** Linux's loopback interface has no IFF_MULTICAST. */
    @Override
    public boolean supportsMulticast(String name) throws SocketException {
        return !require(name).isLoopback();
    }

    @Override
    public byte @Nullable [] hardwareAddress(String name) throws SocketException {
        long mac = require(name).mac();
        byte[] octets = new byte[6];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (mac >> 8 * (octets.length - 1 - i));
        }
        return octets;
    }

    @Override
    public int mtu(String name) throws SocketException {
        return require(name).mtu();
    }
}
