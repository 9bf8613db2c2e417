package io.jackfield.process;

import static io.jackfield.posix.ErrnoException.check;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.net.Fault;
import io.jackfield.net.PacketView;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Option;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Two hosts on a cable, in virtual time; the test itself is a process on host a. */
public abstract class Scene {
    protected static final IpAddress ANY = IpAddress.ANY4;
    protected static final IpAddress HERE = IpAddress.LOOPBACK4;

    protected final World world = World.scripted(1);
    protected final Host a = world.host("a");
    protected final Host b = world.host("b");
    protected final PatchCable cable = world.cable(a, b).delay("10ms");
    protected final Process process = a.process("test");
    protected final Syscalls os = process.calls();
    private @Nullable Fault fault;

    /** Loses all that host b sends and the predicate picks, until the test ends. */
    protected void loseFromB(Predicate<PacketView> which) {
        fault = cable.from(b).drop(which);
    }

    @AfterEach
    void nothingIsLeft() {
        if (fault != null) {
            fault.close();
            world.runFor("200s"); // until those who have lost their process are done
        }
        world.runFor("5s"); // what is under way arrives
        world.close();
        for (Host host : world.hosts()) {
            if (host.openFiles() != 0 || host.slabsOut() != 0) {
                throw new AssertionError(
                        host
                                + " has "
                                + host.openFiles()
                                + " files, "
                                + host.slabsOut()
                                + " slabs");
            }
        }
    }

    protected static int tcp(Syscalls os) {
        return check("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
    }

    protected static int udp(Syscalls os) {
        return check("socket", os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0));
    }

    protected static SocketAddress at(IpAddress address, int port) {
        return SocketAddress.of(address, port);
    }

    protected static int listener(Syscalls os, int port, int backlog) {
        int fd = tcp(os);
        check("bind", os.bind(fd, at(ANY, port)));
        check("listen", os.listen(fd, backlog));
        return fd;
    }

    protected static int connected(Syscalls os, IpAddress to, int port) {
        int fd = tcp(os);
        check("connect", os.connect(fd, at(to, port)));
        return fd;
    }

    /** A connection over the loopback interface: the client's descriptor and the server's. */
    protected static int[] pair(Syscalls os) {
        int listener = tcp(os);
        check("listen", os.listen(listener, 1));
        int client = connected(os, HERE, portOf(os, listener));
        int server = check("accept", os.accept(listener, null));
        check("close", os.close(listener));
        return new int[] {client, server};
    }

    protected static int portOf(Syscalls os, int fd) {
        return nameOf(os, fd).port();
    }

    protected static SocketAddress nameOf(Syscalls os, int fd) {
        SocketAddressBuffer name = new SocketAddressBuffer();
        check("getsockname", os.getsockname(fd, name));
        return name.address();
    }

    protected static int set(Syscalls os, int fd, int option, int value) {
        return os.setsockopt(fd, Option.SOL_SOCKET, option, value);
    }

    protected static int get(Syscalls os, int fd, int level, int option) {
        ByteBuffer room = Values.room(4);
        check("getsockopt", os.getsockopt(fd, level, option, room));
        return room.flip().getInt();
    }

    protected static int error(Syscalls os, int fd) {
        return get(os, fd, Option.SOL_SOCKET, Option.SO_ERROR);
    }

    protected static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    protected static ByteBuffer octets(int count) {
        return ByteBuffer.allocate(count);
    }

    protected static int send(Syscalls os, int fd, String text) {
        return os.send(fd, text(text), 0);
    }

    /** What recv delivers, or the errno's number as "-11". */
    protected static String recv(Syscalls os, int fd, int flags) {
        ByteBuffer room = octets(1000);
        int result = os.recv(fd, room, flags);
        return result < 0
                ? Integer.toString(result)
                : StandardCharsets.US_ASCII.decode(room.flip()).toString();
    }

    protected static int poll(Syscalls os, int fd) {
        return poll(os, fd, ~0, 0);
    }

    protected static int poll(Syscalls os, int fd, int events, int timeoutMillis) {
        PollFd asked = new PollFd(fd, events);
        check("poll", os.poll(new PollFd[] {asked}, timeoutMillis));
        return asked.revents;
    }

    protected static int control(Syscalls os, int epoll, int op, int fd, int events) {
        return os.epollCtl(epoll, op, fd, new EpollEvent(events, fd));
    }

    protected static EpollEvent[] room(int count) {
        EpollEvent[] room = new EpollEvent[count];
        for (int i = 0; i < count; i++) {
            room[i] = new EpollEvent();
        }
        return room;
    }

    protected static int nonBlocking(Syscalls os, int fd) {
        return os.ioctl(fd, FileControl.FIONBIO, new int[] {1});
    }
}
