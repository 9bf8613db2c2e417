package io.jackfield.host;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.icmp.Icmp;
import io.jackfield.icmp.Ping;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.link.Loopback;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.posix.Program;
import io.jackfield.process.Kernel;
import io.jackfield.process.Process;
import io.jackfield.process.Processes;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One computer, as its owner sees it: interfaces, addresses, routes, settings, programs, and what
 * can be counted. Its methods may be called from any thread that may run in the world.
 */
public final class Host extends Machine {
    /** Linux's lo. */
    private static final int LOOPBACK_MTU = 65_536;

    private static final int ETHERNET_MTU = 1500;

    private final int number;
    private final Environment world;
    private final Function<Host, JavaMachine> javaOf;
    private final AtomicReference<@Nullable JavaMachine> java = new AtomicReference<>();
    private final List<HostedProgram> programs = new CopyOnWriteArrayList<>();
    private volatile List<IpAddress> addresses = List.of();

    /**
     * Starts a host with its loopback interface.
     *
     * @param number the host's place in the world, from 1
     * @param seed the world's
     * @param javaOf finds what runs Java programs on a host, when the first is to run
     */
    public Host(
            String name,
            int number,
            long seed,
            Environment world,
            Function<Host, JavaMachine> javaOf) {
        super(name, new HostKernel(name, number, world, new HostEntropy(seed, number)));
        this.number = number;
        this.world = world;
        this.javaOf = javaOf;
        NetworkInterface lo = newInterface("lo", MacAddress.NONE, LOOPBACK_MTU);
        new Loopback(world, -number, seed, lo);
        attach(lo);
    }

    public String name() {
        return name;
    }

    /** Its place in the world, from 1. */
    public int number() {
        return number;
    }

    /** Its inside, for whoever makes processes or adds protocols of their own. */
    public Kernel kernel() {
        return kernel;
    }

    /* What it is made of. */

    /** Adds an interface eth0, eth1, … that has no link and no address yet. */
    public NetworkInterface addInterface() {
        return kernel.call(
                () -> {
                    int index = interfaces.size();
                    long mac = MacAddress.local(number, index);
                    return newInterface("eth" + (index - 1), mac, ETHERNET_MTU);
                });
    }

    private NetworkInterface newInterface(String nicName, long mac, int mtu) {
        int index = interfaces.size() + 1;
        NetworkInterface nic =
                new NetworkInterface(name, nicName, index, mac, mtu, kernel, kernel.sent());
        interfaces.add(nic);
        return nic;
    }

    /** Takes an interface into use whose link is plugged in. */
    public void attach(NetworkInterface nic) {
        kernel.call(() -> kernel.ip().attach(nic));
    }

    /** All interfaces, the loopback interface first. */
    public List<NetworkInterface> interfaces() {
        return kernel.call(() -> List.copyOf(interfaces));
    }

    /**
     * The interface of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public NetworkInterface nic(String nicName) {
        for (NetworkInterface nic : interfaces()) {
            if (nic.name().equals(nicName)) {
                return nic;
            }
        }
        throw new IllegalArgumentException(name + " has no interface \"" + nicName + "\"");
    }

    /** {@code ip address add}. */
    public void addAddress(NetworkInterface nic, Prefix own) {
        kernel.call(
                () -> {
                    kernel.ip().addAddress(nic, own);
                    gather();
                });
        world.unsettle();
    }

    /** {@code ip address del}. */
    public void removeAddress(NetworkInterface nic, Prefix own) {
        kernel.call(
                () -> {
                    kernel.ip().removeAddress(nic, own);
                    gather();
                });
        world.unsettle();
    }

    /** {@code ip link set mtu}. */
    public void mtu(NetworkInterface nic, int octets) {
        kernel.call(
                () -> {
                    nic.mtu(octets);
                    kernel.ip().interfaceChanged(nic);
                });
    }

    /** {@code ip link set up} and {@code down}. */
    public void up(NetworkInterface nic, boolean on) {
        kernel.call(
                () -> {
                    nic.up(on);
                    kernel.ip().interfaceChanged(nic);
                });
    }

    /** {@code ip route add}. */
    public void addRoute(RouteEntry entry) {
        kernel.call(() -> kernel.ip().routes().add(entry));
    }

    /** {@code ip route del}; false if there was no such route. */
    public boolean removeRoute(RouteEntry entry) {
        return kernel.call(() -> kernel.ip().routes().remove(entry));
    }

    /** {@code ip route}: the main tables, IPv4 first. */
    public List<RouteEntry> routes() {
        world.settle();
        return kernel.call(() -> kernel.ip().routes().entries());
    }

    /** Whether it forwards packets of both families. */
    public void forwards(boolean on) {
        kernel.call(
                () -> {
                    kernel.settings().set(Setting.IP_FORWARD, on ? 1 : 0);
                    kernel.settings().set(Setting.IPV6_FORWARDING, on ? 1 : 0);
                });
        world.unsettle();
    }

    /** Whether it forwards packets of either family. */
    public boolean isForwarding() {
        return kernel.call(
                () ->
                        kernel.settings().isOn(Setting.IP_FORWARD)
                                || kernel.settings().isOn(Setting.IPV6_FORWARDING));
    }

    /**
     * Every address that others reach it by, IPv4 first, in the order of the interfaces. May be
     * asked anywhere, also by a predicate on packets.
     */
    public List<IpAddress> addresses() {
        return addresses;
    }

    private void gather() {
        List<IpAddress> all = new ArrayList<>();
        gather(all, true);
        gather(all, false);
        addresses = List.copyOf(all);
    }

    private void gather(List<IpAddress> into, boolean v4) {
        for (NetworkInterface nic : interfaces) {
            for (Prefix own : nic.addresses()) {
                IpAddress address = own.address();
                if (address.isV4() == v4 && !address.isLoopback() && !address.isLinkLocal()) {
                    into.add(address);
                }
            }
        }
    }

    /** Its first IPv4 address, 127.0.0.1 while it has no other. */
    public IpAddress address() {
        return firstAddress(true, IpAddress.LOOPBACK4);
    }

    /** Its first IPv6 address that is no link-local one, ::1 while it has no other. */
    public IpAddress address6() {
        return firstAddress(false, IpAddress.LOOPBACK6);
    }

    private IpAddress firstAddress(boolean v4, IpAddress otherwise) {
        for (IpAddress address : addresses()) {
            if (address.isV4() == v4) {
                return address;
            }
        }
        return otherwise;
    }

    /** Whether others reach it by this address. */
    public boolean has(IpAddress address) {
        return addresses.contains(address);
    }

    /** The settings; a change takes effect where Linux next reads it. */
    public Settings settings() {
        return kernel.settings();
    }

    /* Programs. */

    /** Starts a program in a process and a thread of its own. */
    public Process start(String program, Program main) {
        return start(program, Processes.USER, main);
    }

    /** Starts a program as that user, 0 for the privileged one. */
    public Process start(String program, int uid, Program main) {
        requireUp();
        world.settle();
        return kernel.processes().start(program, uid, main);
    }

    /** A process without a thread of its own: whoever has it makes its calls. */
    public Process process(String program) {
        requireUp();
        world.settle();
        return kernel.processes().create(program, Processes.USER);
    }

    /**
     * Starts a Java program, a class with {@code main(String[])}, in a process of its own: {@code
     * java -cp … Main arguments} on the class path of this JVM. It has its own copy of the class.
     *
     * @throws IllegalArgumentException if the class has no main method
     * @throws IllegalStateException without jackfield-jdk, or in a scripted world
     */
    public HostedProgram start(Class<?> main, String... arguments) {
        return noted(java().start(main, arguments));
    }

    /**
     * Starts a Java program, {@code java -jar jar arguments}.
     *
     * @throws IOException if the jar cannot be read, or names no main class that it has
     * @throws IllegalStateException without jackfield-jdk, or in a scripted world
     */
    public HostedProgram start(Path jar, String... arguments) throws IOException {
        return noted(java().start(jar, arguments));
    }

    private JavaMachine java() {
        requireUp();
        JavaMachine machine = java.get();
        if (machine != null) {
            return machine;
        }
        machine = javaOf.apply(this);
        return java.compareAndSet(null, machine) ? machine : java();
    }

    private HostedProgram noted(HostedProgram started) {
        programs.add(started);
        return started;
    }

    /** The Java programs that were started here, in that order. */
    public List<HostedProgram> programs() {
        return List.copyOf(programs);
    }

    /**
     * Runs Java code on a thread of this host, lets the world go on until it has returned, and
     * answers with what it answered. What it opened stays open for the next.
     *
     * @throws Exception what the code throws
     * @throws IllegalStateException without jackfield-jdk, or in a scripted world
     */
    public <T> T call(Callable<T> body) throws Exception {
        return java().call(body);
    }

    /** Ends all processes, in the order of their pids. */
    public void end() {
        resume(); // else its programs could not be ended
        closeJava();
        kernel.call(() -> kernel.processes().endAll(KILLED));
    }

    @Override
    void closeJava() {
        JavaMachine machine = java.getAndSet(null);
        if (machine != null) {
            machine.close();
        }
    }

    /**
     * Sends an echo request with 56 octets of data; look at the answer when the world has gone on.
     */
    public Ping ping(IpAddress destination) {
        requireUp();
        world.settle();
        return kernel.call(
                () ->
                        kernel.icmp()
                                .ping(destination, Icmp.USUAL_ECHO_DATA, null, kernel.nowNanos()));
    }

    @Override
    public String toString() {
        return name;
    }
}
