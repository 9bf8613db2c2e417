package io.jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.net.PacketView;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.Values;
import io.jackfield.process.Scene;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** LINUX.md 95 to 97: what each option changes, or how it is refused. */
class OptionsTest extends Scene {
    private static final int UNKNOWN = Errno.ENOPROTOOPT.result();
    private static final int INVALID = Errno.EINVAL.result();

    private final int stream = tcp(os);
    private final int datagram = udp(os);

    private int sock(int fd, int name) {
        return get(os, fd, Option.SOL_SOCKET, name);
    }

    private int setTcp(int name, int value) {
        return os.setsockopt(stream, Option.SOL_TCP, name, value);
    }

    /** What the packets that host a sends from now on look like. */
    private List<Integer> seen(ToIntFunction<PacketView> what) {
        List<Integer> seen = new ArrayList<>();
        cable.from(a)
                .drop(
                        packet -> {
                            if (packet.isUdp() || packet.isTcp()) {
                                seen.add(what.applyAsInt(packet));
                            }
                            return false;
                        });
        return seen;
    }

    @Test
    void whatASocketIs() {
        int six = os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0);
        assertThat(sock(stream, Option.SO_TYPE)).isEqualTo(Family.SOCK_STREAM);
        assertThat(sock(stream, Option.SO_PROTOCOL)).isEqualTo(Family.IPPROTO_TCP);
        assertThat(sock(six, Option.SO_PROTOCOL)).isEqualTo(Family.IPPROTO_UDP);
        assertThat(sock(six, Option.SO_DOMAIN)).isEqualTo(Family.AF_INET6);
        assertThat(sock(stream, Option.SO_ACCEPTCONN)).isZero();
        os.listen(stream, 1);
        assertThat(sock(stream, Option.SO_ACCEPTCONN)).isOne();
    }

    @Test
    void buffersAreDoubledAndHaveBounds() { // row 95
        for (int fd : new int[] {stream, datagram}) {
            set(os, fd, Option.SO_RCVBUF, 1);
            set(os, fd, Option.SO_SNDBUF, 1);
            assertThat(sock(fd, Option.SO_RCVBUF)).isEqualTo(2304);
            assertThat(sock(fd, Option.SO_SNDBUF)).isEqualTo(4608);
            set(os, fd, Option.SO_RCVBUF, 100_000);
            assertThat(sock(fd, Option.SO_RCVBUF)).isEqualTo(200_000);
            set(os, fd, Option.SO_RCVBUF, 1 << 30);
            set(os, fd, Option.SO_SNDBUF, -1);
            assertThat(sock(fd, Option.SO_RCVBUF)).isEqualTo(2 * 212_992);
            assertThat(sock(fd, Option.SO_SNDBUF)).isEqualTo(2 * 212_992);
            assertThat(set(os, fd, Option.SO_RCVBUFFORCE, 1 << 20)).isEqualTo(Errno.EPERM.result());
        }
        List<Integer> forced = new ArrayList<>();
        a.start(
                "root",
                0,
                root -> {
                    int fd = udp(root);
                    set(root, fd, Option.SO_RCVBUFFORCE, 1 << 20);
                    forced.add(get(root, fd, Option.SOL_SOCKET, Option.SO_RCVBUF));
                    return 0;
                });
        world.run();
        assertThat(forced).containsExactly(2 << 20);
    }

    @Test
    void aSmallSendBufferFillsSoon() { // row 95
        set(os, stream, Option.SO_RCVBUF, 1);
        os.listen(stream, 1);
        int[] ends = {connected(os, HERE, portOf(os, stream)), os.accept(stream, null)};
        set(os, ends[0], Option.SO_SNDBUF, 1);
        nonBlocking(os, ends[0]);
        int total = 0;
        for (int n = os.send(ends[0], octets(1000), 0);
                n > 0;
                n = os.send(ends[0], octets(1000), 0)) {
            total += n;
        }
        assertThat(total).isBetween(2000, 300_000);
        world.runFor("1s");
        int[] queued = new int[1];
        os.ioctl(ends[0], FileControl.SIOCOUTQ, queued);
        int[] unread = new int[1];
        os.ioctl(ends[1], FileControl.SIOCINQ, unread);
        assertThat(queued[0] + unread[0]).isEqualTo(total);
        assertThat(queued[0]).isBetween(1, 4608 + 1000);
    }

    @Test
    void lingerIsReadBackAndTimeoutsTooAndEachIsChecked() {
        ByteBuffer linger = Values.room(8);
        os.getsockopt(stream, Option.SOL_SOCKET, Option.SO_LINGER, linger);
        assertThat(linger.getInt(0)).isZero();
        os.setsockopt(stream, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 9));
        os.getsockopt(stream, Option.SOL_SOCKET, Option.SO_LINGER, linger.clear());
        assertThat(linger.getInt(0)).isOne();
        assertThat(linger.getInt(4)).isEqualTo(9);
        assertThat(os.setsockopt(stream, Option.SOL_SOCKET, Option.SO_LINGER, 1))
                .isEqualTo(INVALID);
        int timeout = Option.SO_RCVTIMEO;
        os.setsockopt(stream, Option.SOL_SOCKET, timeout, Values.timeval(1_234_567_000L));
        ByteBuffer time = Values.room(16);
        os.getsockopt(stream, Option.SOL_SOCKET, timeout, time);
        assertThat(time.getLong(0)).isOne();
        assertThat(time.getLong(8)).isEqualTo(234_567);
        ByteBuffer wrong = Values.room(16).putLong(1).putLong(1_000_000).flip();
        assertThat(os.setsockopt(stream, Option.SOL_SOCKET, timeout, wrong))
                .isEqualTo(Errno.EDOM.result());
        assertThat(os.setsockopt(stream, Option.SOL_SOCKET, timeout, 1)).isEqualTo(INVALID);
    }

    @Test
    void tcpOptionsHaveTheirRanges() { // row 97
        assertThat(setTcp(Option.TCP_MAXSEG, 87)).isEqualTo(INVALID);
        assertThat(setTcp(Option.TCP_MAXSEG, 32_768)).isEqualTo(INVALID);
        assertThat(get(os, stream, Option.SOL_TCP, Option.TCP_MAXSEG)).isEqualTo(536);
        assertThat(setTcp(Option.TCP_MAXSEG, 88)).isZero();
        assertThat(setTcp(Option.TCP_SYNCNT, 0)).isEqualTo(INVALID);
        assertThat(setTcp(Option.TCP_SYNCNT, 128)).isEqualTo(INVALID);
        assertThat(setTcp(Option.TCP_SYNCNT, 127)).isZero();
        assertThat(setTcp(Option.TCP_KEEPIDLE, 32_768)).isEqualTo(INVALID);
        assertThat(setTcp(Option.TCP_KEEPIDLE, 5)).isZero();
        assertThat(get(os, stream, Option.SOL_TCP, Option.TCP_KEEPIDLE)).isEqualTo(5);
        assertThat(get(os, stream, Option.SOL_TCP, Option.TCP_KEEPINTVL)).isEqualTo(75);
        assertThat(get(os, stream, Option.SOL_TCP, Option.TCP_LINGER2)).isEqualTo(60);
        assertThat(setTcp(Option.TCP_LINGER2, -3)).isZero();
        assertThat(get(os, stream, Option.SOL_TCP, Option.TCP_LINGER2)).isEqualTo(-1);
        ByteBuffer octet = ByteBuffer.allocate(1);
        assertThat(os.setsockopt(stream, Option.SOL_TCP, Option.TCP_NODELAY, octet))
                .isEqualTo(INVALID);
    }

    @Test
    void congestionControlIsChosenByName() {
        ByteBuffer name = ByteBuffer.wrap("reno".getBytes(StandardCharsets.US_ASCII));
        assertThat(os.setsockopt(stream, Option.SOL_TCP, Option.TCP_CONGESTION, name)).isZero();
        ByteBuffer room = Values.room(16);
        os.getsockopt(stream, Option.SOL_TCP, Option.TCP_CONGESTION, room);
        assertThat(StandardCharsets.US_ASCII.decode(room.flip()).toString()).isEqualTo("reno\0");
        ByteBuffer unknown = ByteBuffer.wrap("bbr".getBytes(StandardCharsets.US_ASCII));
        assertThat(os.setsockopt(stream, Option.SOL_TCP, Option.TCP_CONGESTION, unknown))
                .isEqualTo(Errno.ENOENT.result());
    }

    @Test
    void hopLimitAndServiceShowInThePackets() { // row 97
        assertThat(os.setsockopt(datagram, Option.SOL_IP, Option.IP_TTL, 0)).isEqualTo(INVALID);
        assertThat(os.setsockopt(datagram, Option.SOL_IP, Option.IP_TTL, 256)).isEqualTo(INVALID);
        assertThat(get(os, datagram, Option.SOL_IP, Option.IP_TTL)).isEqualTo(64);
        for (int fd : new int[] {datagram, stream}) {
            assertThat(os.setsockopt(fd, Option.SOL_IP, Option.IP_TTL, 7)).isZero();
            assertThat(os.setsockopt(fd, Option.SOL_IP, Option.IP_TOS, 0xb9)).isZero();
        }
        assertThat(get(os, datagram, Option.SOL_IP, Option.IP_TOS)).isEqualTo(0xb9);
        assertThat(get(os, stream, Option.SOL_IP, Option.IP_TOS)).isEqualTo(0xb8);
        List<Integer> seen =
                seen(p -> p.packet().hopLimit() << 8 | p.packet().trafficClass() & 0xfc);
        os.sendto(datagram, octets(1), 0, at(b.address(), 9));
        os.connect(stream, at(b.address(), 9));
        assertThat(seen).containsExactly(7 << 8 | 0xb8, 7 << 8 | 0xb8);
        os.setsockopt(datagram, Option.SOL_IP, Option.IP_TTL, -1);
        os.sendto(datagram, octets(1), 0, at(b.address(), 9));
        world.runFor("1s");
        assertThat(seen.getLast()).isEqualTo(64 << 8 | 0xb8);
    }

    @Test
    void ipv6HasItsOwn() {
        int six = os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0);
        assertThat(os.setsockopt(six, Option.SOL_IPV6, Option.IPV6_UNICAST_HOPS, 5)).isZero();
        assertThat(os.setsockopt(six, Option.SOL_IPV6, Option.IPV6_TCLASS, 0x20)).isZero();
        assertThat(os.setsockopt(six, Option.SOL_IPV6, Option.IPV6_TCLASS, 256)).isEqualTo(INVALID);
        assertThat(os.setsockopt(datagram, Option.SOL_IPV6, Option.IPV6_TCLASS, 1))
                .isEqualTo(UNKNOWN);
        List<Integer> seen = seen(p -> p.packet().hopLimit() << 8 | p.packet().trafficClass());
        os.sendto(six, octets(1), 0, at(b.address6(), 9));
        world.runFor("1s");
        assertThat(seen).containsExactly(5 << 8 | 0x20);
    }

    @Test
    void aSocketCanBeBoundToAnInterface() {
        ByteBuffer lo = ByteBuffer.wrap("lo".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer none = ByteBuffer.wrap("eth7".getBytes(StandardCharsets.US_ASCII));
        int name = Option.SO_BINDTODEVICE;
        assertThat(os.setsockopt(datagram, Option.SOL_SOCKET, name, none))
                .isEqualTo(Errno.ENODEV.result());
        assertThat(os.setsockopt(datagram, Option.SOL_SOCKET, name, lo)).isZero();
        ByteBuffer room = Values.room(16);
        os.getsockopt(datagram, Option.SOL_SOCKET, name, room);
        assertThat(StandardCharsets.US_ASCII.decode(room.flip()).toString()).isEqualTo("lo\0");
        assertThat(os.setsockopt(datagram, Option.SOL_SOCKET, name, lo.rewind()))
                .isEqualTo(Errno.EPERM.result());
        List<Integer> seen = seen(PacketView::length);
        assertThat(os.sendto(datagram, octets(1), 0, at(b.address(), 9))).isOne();
        assertThat(os.sendto(datagram, octets(1), 0, at(HERE, 9))).isOne();
        world.runFor("1s");
        assertThat(seen).isEmpty();
    }

    @Test
    void aLowWaterMarkHoldsAReceiverBack() {
        int[] ends = pair(os);
        set(os, ends[1], Option.SO_RCVLOWAT, 5);
        send(os, ends[0], "abc");
        assertThat(poll(os, ends[1], Readiness.POLLIN, 0)).isZero();
        int pid =
                os.fork(
                        child -> {
                            child.nanosleep(1_000_000_000L);
                            return send(child, ends[0], "de") - 2;
                        });
        assertThat(poll(os, ends[1], Readiness.POLLIN, -1)).isEqualTo(Readiness.POLLIN);
        assertThat(recv(os, ends[1], 0)).isEqualTo("abcde");
        assertThat(world.nowNanos()).isEqualTo(1_000_000_000L);
        assertThat(pid).isPositive();
    }

    @Test
    void waitAllWaitsForAllAndPeekLeavesAll() {
        int[] ends = pair(os);
        send(os, ends[0], "abc");
        os.fork(
                child -> {
                    child.nanosleep(1_000_000_000L);
                    send(child, ends[0], "def");
                    child.shutdown(ends[0], Family.SHUT_WR);
                    return 0;
                });
        ByteBuffer peeked = octets(5);
        assertThat(os.recv(ends[1], peeked, MessageFlags.MSG_PEEK | MessageFlags.MSG_WAITALL))
                .isEqualTo(5);
        assertThat(peeked.flip()).isEqualTo(text("abcde"));
        assertThat(os.recv(ends[1], octets(2), MessageFlags.MSG_TRUNC)).isEqualTo(2); // row 96
        ByteBuffer all = octets(10);
        assertThat(os.recv(ends[1], all, MessageFlags.MSG_WAITALL)).isEqualTo(4);
        assertThat(all.flip()).isEqualTo(text("cdef"));
    }

    @Test
    void tcpInfoTellsTheState() {
        ByteBuffer info = Values.room(300);
        assertThat(os.getsockopt(stream, Option.SOL_TCP, Option.TCP_INFO, info)).isZero();
        assertThat(info.get(0)).isEqualTo((byte) 7);
        int[] ends = pair(os);
        send(os, ends[0], "abc");
        os.getsockopt(ends[0], Option.SOL_TCP, Option.TCP_INFO, info.clear());
        assertThat(info.get(0)).isEqualTo((byte) 1);
        assertThat(info.getLong(120)).isEqualTo(3);
        ByteBuffer small = Values.room(10);
        os.getsockopt(ends[0], Option.SOL_TCP, Option.TCP_INFO, small);
        assertThat(small.position()).isEqualTo(10);
    }

    @Test
    void tcpInfoOfAListenerTellsItsQueueAndItsBacklog() {
        int listener = listener(os, 8081, 3);
        connected(os, a.address(), 8081);
        ByteBuffer info = Values.room(300);
        assertThat(os.getsockopt(listener, Option.SOL_TCP, Option.TCP_INFO, info)).isZero();
        assertThat(info.get(0)).isEqualTo((byte) 10);
        assertThat(info.getInt(24)).isOne();
        assertThat(info.getInt(28)).isEqualTo(3);
    }

    @Test
    void whatIsNotSupportedIsUnknown() {
        int[] sock = {Option.SO_DEBUG, Option.SO_PRIORITY, Option.SO_MARK, Option.SO_SNDLOWAT, 999};
        for (int name : sock) {
            assertThat(set(os, stream, name, 1)).as("SOL_SOCKET %d", name).isEqualTo(UNKNOWN);
            assertThat(set(os, datagram, name, 1)).as("SOL_SOCKET %d", name).isEqualTo(UNKNOWN);
        }
        int[] tcp = {Option.TCP_FASTOPEN, Option.TCP_FASTOPEN_CONNECT, 999};
        for (int name : tcp) {
            assertThat(setTcp(name, 1)).as("SOL_TCP %d", name).isEqualTo(UNKNOWN);
        }
        assertThat(os.setsockopt(datagram, Option.SOL_UDP, 77, 1)).isEqualTo(UNKNOWN);
        assertThat(os.setsockopt(datagram, Option.SOL_TCP, Option.TCP_NODELAY, 1))
                .isEqualTo(UNKNOWN);
        assertThat(os.setsockopt(stream, Option.SOL_IP, Option.IP_PKTINFO, 1)).isEqualTo(UNKNOWN);
        ByteBuffer room = Values.room(4);
        assertThat(os.getsockopt(stream, Option.SOL_SOCKET, 999, room)).isEqualTo(UNKNOWN);
        int noLevel = Errno.EOPNOTSUPP.result();
        assertThat(os.setsockopt(stream, 1234, 1, 1)).isEqualTo(UNKNOWN);
        assertThat(os.getsockopt(stream, 1234, 1, room)).isEqualTo(noLevel);
        assertThat(os.getsockopt(stream, Option.SOL_IPV6, 26, room)).isEqualTo(noLevel);
        assertThat(os.getsockopt(datagram, Option.SOL_TCP, 1, room)).isEqualTo(noLevel);
        int six = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        assertThat(os.getsockopt(six, 1234, 1, room)).isEqualTo(UNKNOWN);
    }
}
