package io.jackfield.net;

import io.jackfield.address.IpAddress;
import io.jackfield.file.Sleeper;
import io.jackfield.host.Host;
import io.jackfield.time.Deadline;
import io.jackfield.time.Durations;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The names of a world and what they stand for, which may change while it runs. Every host has its
 * own name unless that is said to mean something else. Capitals and a dot at the end do not matter.
 */
public final class Names {
    /** An alias of an alias of … */
    private static final int MOST_ALIASES = 16;

    private sealed interface Meaning {}

    private record Addresses(List<IpAddress> addresses) implements Meaning {}

    private record Hosts(List<Host> hosts) implements Meaning {}

    private record Alias(String of) implements Meaning {}

    private final Map<String, Meaning> meanings = new ConcurrentSkipListMap<>();
    private final Map<String, Long> delays = new ConcurrentSkipListMap<>();
    private volatile long delayNanos;
    private volatile Consumer<String> unknown = _ -> {};
    private final Engine engine;
    private final Supplier<List<Host>> hosts;

    Names(Engine engine, Supplier<List<Host>> hosts) {
        this.engine = engine;
        this.hosts = hosts;
    }

    /** The name stands for all addresses of these hosts, as they are when it is looked up. */
    public Names set(String name, Host... hosts) {
        meanings.put(key(name), new Hosts(List.of(hosts)));
        return this;
    }

    /** The name stands for these addresses. */
    public Names set(String name, IpAddress... addresses) {
        meanings.put(key(name), new Addresses(List.of(addresses)));
        return this;
    }

    /** The name stands for whatever another one does (CNAME). */
    public Names alias(String name, String of) {
        meanings.put(key(name), new Alias(key(of)));
        return this;
    }

    /** Nothing is known of the name, even if a host is called so (NXDOMAIN). */
    public Names fail(String name) {
        meanings.put(key(name), new Addresses(List.of()));
        return this;
    }

    /** The name stands for what it stood for in the beginning: the host that is called so. */
    public Names reset(String name) {
        meanings.remove(key(name));
        return this;
    }

    /** Looking up any name takes so long, unless something is said of that name. */
    public Names delay(String time) {
        delayNanos = Durations.parse(time);
        return this;
    }

    /** Looking up this name takes so long, whether it is found or not. */
    public Names delay(String name, String time) {
        delays.put(key(name), Durations.parse(time));
        return this;
    }

    /** Tells somebody each name that is looked up and that nothing is known of. */
    public Names onUnknown(Consumer<String> reader) {
        unknown = reader;
        return this;
    }

    /** The addresses of a name, IPv4 first, when they have been looked up; none if it has none. */
    List<IpAddress> resolve(String name) {
        long delay = delays.getOrDefault(key(name), delayNanos);
        long answered = Deadline.after(engine.nowNanos(), delay);
        Sleeper sleeper = new Sleeper(Thread.currentThread(), "the lookup of " + name);
        while (engine.nowNanos() < answered) {
            engine.await(sleeper, answered);
        }
        List<IpAddress> found = addresses(name);
        if (found.isEmpty()) {
            unknown.accept(name);
        }
        return found;
    }

    private List<IpAddress> addresses(String name) {
        String key = key(name);
        Meaning meaning = meanings.get(key);
        for (int i = 0; meaning instanceof Alias(String of) && i < MOST_ALIASES; i++) {
            key = of;
            meaning = meanings.get(key);
        }
        return switch (meaning) {
            case null -> of(hostCalled(key));
            case Addresses(List<IpAddress> addresses) -> addresses;
            case Hosts(List<Host> meant) -> v4First(meant);
            case Alias _ -> List.of();
        };
    }

    private @Nullable Host hostCalled(String key) {
        return hosts.get().stream()
                .filter(host -> key(host.name()).equals(key))
                .findFirst()
                .orElse(null);
    }

    private static List<IpAddress> of(@Nullable Host host) {
        return host == null ? List.of() : host.addresses();
    }

    private static List<IpAddress> v4First(List<Host> hosts) {
        List<IpAddress> all = new ArrayList<>();
        for (boolean v4 : Arrays.asList(true, false)) {
            for (Host host : hosts) {
                host.addresses().stream().filter(address -> address.isV4() == v4).forEach(all::add);
            }
        }
        return all;
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
