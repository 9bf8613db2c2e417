package io.jackfield.jdk.channel;

import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.Values;

import jdk.net.ExtendedSocketOptions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The {@link SocketOption}s of one kind of channel, each with the setsockopt that it is. The set is
 * the JDK's on Linux.
 */
public final class ChannelOptions {
    /** SO_OOBINLINE, whose name no program can say without the agent. */
    static final Code<Boolean> OOBINLINE = Code.bool(Option.SOL_SOCKET, Option.SO_OOBINLINE);

    /** Options of a connected or connecting stream. */
    private static final ChannelOptions STREAM = new ChannelOptions();

    /** Options of a stream of java.net. */
    static final ChannelOptions CLASSIC_STREAM = new ChannelOptions();

    /** Options of an asynchronous stream: fewer. */
    static final ChannelOptions ASYNCHRONOUS_STREAM = new ChannelOptions();

    /** Options of a listening stream. */
    private static final ChannelOptions LISTENER = new ChannelOptions();

    /** Options of a stream of AF_UNIX. */
    private static final ChannelOptions UNIX_STREAM = new ChannelOptions();

    /** Options of a listener of AF_UNIX. */
    private static final ChannelOptions UNIX_LISTENER = new ChannelOptions();

    /** Options of a listener of java.net. */
    static final ChannelOptions CLASSIC_LISTENER = new ChannelOptions();

    /** Options of datagrams. */
    static final ChannelOptions DATAGRAM = new ChannelOptions();

    /** Where modules are chosen jdk.net may be left out, and the JDK has its options no more. */
    private static final boolean HAS_EXTENDED =
            ModuleLayer.boot().findModule("jdk.net").isPresent();

    static {
        STREAM.connection();
        CLASSIC_STREAM.connection();
        ASYNCHRONOUS_STREAM.stream();
        LISTENER.listener();
        CLASSIC_LISTENER.listener().add(StandardSocketOptions.IP_TOS, Code.TOS);
        UNIX_STREAM.buffers().add(StandardSocketOptions.SO_LINGER, Code.LINGER);
        UNIX_LISTENER.receiveBuffer();
        DATAGRAM.buffers().reuse();
        DATAGRAM.add(
                StandardSocketOptions.SO_BROADCAST,
                Code.bool(Option.SOL_SOCKET, Option.SO_BROADCAST));
        DATAGRAM.add(StandardSocketOptions.IP_TOS, Code.TOS);
        DATAGRAM.add(StandardSocketOptions.IP_MULTICAST_TTL, Code.MULTICAST_TTL);
        DATAGRAM.add(StandardSocketOptions.IP_MULTICAST_LOOP, Code.MULTICAST_LOOP);
        if (HAS_EXTENDED) {
            UNIX_STREAM.add(ExtendedSocketOptions.SO_PEERCRED, PeerCredentials.CODE);
            DATAGRAM.napiId().add(ExtendedSocketOptions.IP_DONTFRAGMENT, Code.DONT_FRAGMENT);
        }
    }

    private final Map<SocketOption<?>, Code<?>> codes = new LinkedHashMap<>();

    private ChannelOptions() {}

    private <T> ChannelOptions add(SocketOption<T> name, Code<T> code) {
        codes.put(name, code);
        return this;
    }

    private ChannelOptions buffers() {
        add(StandardSocketOptions.SO_SNDBUF, Code.size(Option.SOL_SOCKET, Option.SO_SNDBUF));
        return receiveBuffer();
    }

    private ChannelOptions receiveBuffer() {
        return add(StandardSocketOptions.SO_RCVBUF, Code.size(Option.SOL_SOCKET, Option.SO_RCVBUF));
    }

    private ChannelOptions stream() {
        add(StandardSocketOptions.TCP_NODELAY, Code.bool(Option.SOL_TCP, Option.TCP_NODELAY));
        return buffers().reuse().keepalive().tcpExtended();
    }

    private ChannelOptions connection() {
        return stream()
                .add(StandardSocketOptions.SO_LINGER, Code.LINGER)
                .add(StandardSocketOptions.IP_TOS, Code.TOS);
    }

    private ChannelOptions listener() {
        return receiveBuffer().reuse().tcpExtended();
    }

    private ChannelOptions reuse() {
        add(StandardSocketOptions.SO_REUSEADDR, Code.bool(Option.SOL_SOCKET, Option.SO_REUSEADDR));
        return add(
                StandardSocketOptions.SO_REUSEPORT,
                Code.bool(Option.SOL_SOCKET, Option.SO_REUSEPORT));
    }

    private ChannelOptions keepalive() {
        return add(
                StandardSocketOptions.SO_KEEPALIVE,
                Code.bool(Option.SOL_SOCKET, Option.SO_KEEPALIVE));
    }

    private ChannelOptions tcpExtended() {
        if (!HAS_EXTENDED) {
            return this;
        }
        add(ExtendedSocketOptions.TCP_QUICKACK, Code.bool(Option.SOL_TCP, Option.TCP_QUICKACK));
        add(ExtendedSocketOptions.TCP_KEEPIDLE, Code.integer(Option.SOL_TCP, Option.TCP_KEEPIDLE));
        add(
                ExtendedSocketOptions.TCP_KEEPINTERVAL,
                Code.integer(Option.SOL_TCP, Option.TCP_KEEPINTVL));
        napiId();
        return add(
                ExtendedSocketOptions.TCP_KEEPCOUNT,
                Code.integer(Option.SOL_TCP, Option.TCP_KEEPCNT));
    }

    private ChannelOptions napiId() {
        return add(ExtendedSocketOptions.SO_INCOMING_NAPI_ID, Code.NAPI_ID);
    }

    /** From now on a program can name an interface of a host. */
    public static void interfacesAreHosts() {
        Memberships.interfacesAreHosts();
        DATAGRAM.add(StandardSocketOptions.IP_MULTICAST_IF, Code.MULTICAST_IF);
    }

    /** From now on a channel's SO_OOBINLINE has the name that the JDK keeps to itself. */
    public static void oobInlineIs(SocketOption<Boolean> name) {
        STREAM.add(name, OOBINLINE);
    }

    /** Of a SocketChannel. */
    static ChannelOptions ofStream(int family) {
        return family == Family.AF_UNIX ? UNIX_STREAM : STREAM;
    }

    /** Of a ServerSocketChannel. */
    static ChannelOptions ofListener(int family) {
        return family == Family.AF_UNIX ? UNIX_LISTENER : LISTENER;
    }

    Set<SocketOption<?>> names() {
        return Collections.unmodifiableSet(codes.keySet());
    }

    @SuppressWarnings("unchecked") // add() pairs each name with a code of its type
    private <T> Code<T> code(SocketOption<T> name) {
        Code<?> code = codes.get(Objects.requireNonNull(name));
        if (code == null) {
            throw new UnsupportedOperationException("'" + name + "' not supported");
        }
        return (Code<T>) code;
    }

    <T> void set(Descriptor descriptor, SocketOption<T> name, @Nullable T value)
            throws IOException {
        Code<T> code = code(name);
        if (value == null) {
            throw new IllegalArgumentException("Invalid value 'null'");
        }
        code.set(descriptor, value);
    }

    <T> T get(Descriptor descriptor, SocketOption<T> name) throws IOException {
        return code(name).get(descriptor);
    }

    /** How one option is written and read. */
    interface Code<T> {
        void set(Descriptor descriptor, T value) throws IOException;

        T get(Descriptor descriptor) throws IOException;

        /** SO_LINGER: seconds, negative for off; at most 65535 as in the JDK. */
        Code<Integer> LINGER =
                of(
                        (d, v) ->
                                OptionValues.set(
                                        d,
                                        Option.SOL_SOCKET,
                                        Option.SO_LINGER,
                                        Values.linger(v >= 0, Math.clamp(v, 0, 65_535))),
                        OptionValues::linger);

        /** IP_TOS, which a dual-stack socket has twice. */
        Code<Integer> TOS =
                of(
                        (d, v) -> {
                            if (v < 0 || v > 255) {
                                throw new IllegalArgumentException("Invalid IP_TOS value");
                            }
                            OptionValues.setInt(d, Option.SOL_IP, Option.IP_TOS, v);
                            if (d.family() == Family.AF_INET6) {
                                OptionValues.setInt(d, Option.SOL_IPV6, Option.IPV6_TCLASS, v);
                            }
                        },
                        d ->
                                d.family() == Family.AF_INET6
                                        ? OptionValues.requireInt(
                                                d, Option.SOL_IPV6, Option.IPV6_TCLASS)
                                        : OptionValues.requireInt(d, Option.SOL_IP, Option.IP_TOS));

        /** Read only: 0 where no device with NAPI took the packet in, as on Linux's loopback. */
        Code<Integer> NAPI_ID =
                of(
                        (d, v) -> {
                            throw new SocketException(
                                    "Attempt to set read only option SO_INCOMING_NAPI_ID");
                        },
                        d ->
                                OptionValues.requireInt(
                                        d, Option.SOL_SOCKET, Option.SO_INCOMING_NAPI_ID));

        Code<Boolean> DONT_FRAGMENT =
                of(
                        (d, v) ->
                                OptionValues.setInt(
                                        d,
                                        Option.SOL_IP,
                                        Option.IP_MTU_DISCOVER,
                                        v ? Option.IP_PMTUDISC_DO : Option.IP_PMTUDISC_DONT),
                        d ->
                                OptionValues.requireInt(d, Option.SOL_IP, Option.IP_MTU_DISCOVER)
                                        == Option.IP_PMTUDISC_DO);

        Code<Integer> MULTICAST_TTL =
                of(
                        (d, v) -> {
                            if (v < 0 || v > 255) {
                                throw new IllegalArgumentException("Invalid TTL/hop value");
                            }
                            if (d.family() == Family.AF_INET6) {
                                OptionValues.setInt(
                                        d, Option.SOL_IPV6, Option.IPV6_MULTICAST_HOPS, v);
                            }
                            OptionValues.setInt(d, Option.SOL_IP, Option.IP_MULTICAST_TTL, v);
                        },
                        d -> OptionValues.requireInt(d, Option.SOL_IP, Option.IP_MULTICAST_TTL));

        /** An interface, null for the route's. */
        Code<NetworkInterface> MULTICAST_IF = of(MulticastInterface::set, MulticastInterface::get);

        Code<Boolean> MULTICAST_LOOP =
                of(
                        (d, v) -> {
                            if (d.family() == Family.AF_INET6) {
                                OptionValues.setInt(
                                        d, Option.SOL_IPV6, Option.IPV6_MULTICAST_LOOP, v ? 1 : 0);
                            }
                            OptionValues.setInt(
                                    d, Option.SOL_IP, Option.IP_MULTICAST_LOOP, v ? 1 : 0);
                        },
                        d ->
                                OptionValues.requireInt(d, Option.SOL_IP, Option.IP_MULTICAST_LOOP)
                                        != 0);

        static Code<Boolean> bool(int level, int name) {
            return of(
                    (d, v) -> OptionValues.setInt(d, level, name, v ? 1 : 0),
                    d -> OptionValues.requireInt(d, level, name) != 0);
        }

        static Code<Integer> integer(int level, int name) {
            return of(
                    (d, v) -> OptionValues.setInt(d, level, name, v),
                    d -> OptionValues.requireInt(d, level, name));
        }

        /** A buffer size: the JDK halves what Linux doubled, and asks for 1024 at the least. */
        static Code<Integer> size(int level, int name) {
            return of(
                    (d, v) -> {
                        if (v < 0) {
                            throw new IllegalArgumentException("Invalid send/receive buffer size");
                        }
                        OptionValues.setInt(d, level, name, Math.max(1024, v));
                    },
                    d -> OptionValues.requireInt(d, level, name) / 2);
        }

        static <T> Code<T> of(Setter<T> setter, Getter<T> getter) {
            return new Code<>() {
                @Override
                public void set(Descriptor descriptor, T value) throws IOException {
                    setter.set(descriptor, value);
                }

                @Override
                public T get(Descriptor descriptor) throws IOException {
                    return getter.get(descriptor);
                }
            };
        }
    }

    /** Sets one. */
    interface Setter<T> {
        void set(Descriptor descriptor, T value) throws IOException;
    }

    /** Gets one. */
    interface Getter<T> {
        T get(Descriptor descriptor) throws IOException;
    }
}
