package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.UnixTrial.DATAGRAM;
import static io.jackfield.linux.conformance.UnixTrial.PACKET;
import static io.jackfield.linux.conformance.UnixTrial.STREAM;
import static io.jackfield.linux.conformance.UnixTrial.TYPES;
import static io.jackfield.linux.conformance.UnixTrial.at;
import static io.jackfield.linux.conformance.UnixTrial.path;

import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import java.util.Arrays;
import java.util.List;

/** Names of AF_UNIX: what can be bound to, connected to, removed. */
final class UnixNameRows {
    private static final int USER = 1000;
    private static final int[] LENGTHS = {0, 1, 2, 3, 109, 110, 111, 128};

    private UnixNameRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("unix/kinds", "which sockets there are", "", UnixNameRows::kinds),
                Row.of("unix/lengths", "lengths of addresses", "", UnixNameRows::lengths),
                Row.of("unix/names", "one name to a socket", "", UnixNameRows::oneName),
                Row.of("unix/abstract", "abstract names", "", UnixNameRows::abstracts),
                Row.of("unix/paths", "paths that are none", "", UnixNameRows::paths),
                Row.of("unix/long", "the longest path", "", UnixNameRows::longest),
                Row.of("unix/users", "who may connect and remove", "", UnixNameRows::users));
    }

    private static void kinds(Calls c) {
        int[] pair = new int[2];
        for (int type : new int[] {0, 1, 2, 3, 4, 5, 6, 10, 11, 0x101}) {
            c.ok("socket of type " + type, c.os.socket(Family.AF_UNIX, type, 0));
            c.ok("socketpair of type " + type, c.os.socketpair(Family.AF_UNIX, type, 0, pair));
        }
        for (int protocol : new int[] {-1, 1, 2, 255, 256}) {
            c.ok("protocol " + protocol, c.os.socket(Family.AF_UNIX, STREAM, protocol));
        }
        c.note("AF_INET pair", c.os.socketpair(Family.AF_INET, STREAM, 0, pair));
        c.note("AF_INET6 pair of 99", c.os.socketpair(Family.AF_INET6, STREAM, 99, pair));
        UnixTrial u = new UnixTrial(c);
        int raw = u.socket(Family.SOCK_RAW);
        c.note("type of a raw one: " + c.get(raw, Option.SOL_SOCKET, Option.SO_TYPE));
        for (int type : TYPES) {
            int fd = u.nonblocking(type);
            String name = UnixTrial.name(type);
            c.note(name + " fresh: " + u.state(fd) + ", " + u.nameOf(fd) + ", " + u.peerOf(fd));
            c.note(name + " listen", c.os.listen(fd, 1));
            c.note(name + " accept", c.os.accept(fd, null));
            c.note(name + " recv: " + u.recv(fd));
            c.note(name + " send: " + u.send(fd, "x"));
            c.note(name + " sendto: " + u.sendto(fd, "x", at("nobody")));
            c.note(name + " shutdown", c.os.shutdown(fd, Family.SHUT_RDWR));
            c.note(name + " shut: " + u.state(fd));
        }
    }

    private static SocketAddress octets(int family, int length) {
        byte[] octets = new byte[Math.max(length, 2)];
        octets[0] = (byte) family;
        Arrays.fill(octets, Math.min(3, octets.length), octets.length, (byte) 'n');
        return SocketAddress.ofOctets(Arrays.copyOf(octets, length));
    }

    private static void lengths(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int length : LENGTHS) {
            for (int family : new int[] {Family.AF_UNSPEC, Family.AF_UNIX, Family.AF_INET}) {
                SocketAddress address = octets(family, length);
                String of = "family " + family + ", " + length + " octets: ";
                int stream = u.nonblocking(STREAM);
                int datagram = u.nonblocking(DATAGRAM);
                c.note(
                        of
                                + String.join(
                                        ", ",
                                        "connect " + Calls.text(c.os.connect(stream, address)),
                                        Calls.text(c.os.connect(datagram, address)),
                                        "sendto " + u.sendto(stream, "x", address),
                                        u.sendto(datagram, "x", address),
                                        "bind " + Calls.text(c.os.bind(stream, address)),
                                        Calls.text(c.os.bind(datagram, address))));
            }
        }
    }

    private static void oneName(Calls c) {
        UnixTrial u = new UnixTrial(c);
        SocketAddress first = SocketAddress.unix(path("first"));
        SocketAddress second = SocketAddress.unix(path("second"));
        int fd = u.socket(STREAM);
        c.note("bind", c.os.bind(fd, first));
        c.note("another path", c.os.bind(fd, second));
        c.note("it is not there", c.os.connect(u.socket(STREAM), second));
        c.note("the same path", c.os.bind(fd, first));
        c.note("an abstract name", c.os.bind(fd, at("third")));
        c.note("autobind", c.os.bind(fd, SocketAddress.unixUnnamed()));
        c.note("name: " + u.nameOf(fd));
        c.note("somebody else", c.os.bind(u.socket(DATAGRAM), first));
        c.note("listen", c.os.listen(fd, 1));
        int client = u.connected(first);
        int accepted = c.os.accept(fd, null);
        c.note("accepted: " + u.nameOf(accepted) + ", peer " + u.peerOf(accepted));
        c.note("client: " + u.nameOf(client) + ", peer " + u.peerOf(client));
        c.note("unlink", c.os.unlink(path("first")));
        c.note("connect", c.os.connect(u.socket(STREAM), first));
        c.note("bind by another", c.os.bind(u.socket(DATAGRAM), first));
        c.note("name: " + u.nameOf(fd));
        c.os.close(accepted);
        c.note("client's peer has gone: " + u.peerOf(client));
        c.os.unlink(path("first"));
        int[] pair = u.pair(STREAM);
        c.note("bind of a pair", c.os.bind(pair[0], at("pair")));
        c.note("its peer: " + u.peerOf(pair[1]));
        c.note("listen", c.os.listen(pair[0], 1));
        c.note("connect", c.os.connect(pair[0], at("pair")));
    }

    private static void abstracts(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int listener = u.listener(STREAM, "name", 5);
        for (int type : TYPES) {
            String name = UnixTrial.name(type);
            c.note(name + " connect", c.os.connect(u.nonblocking(type), at("name")));
            c.note(name + " bind", c.os.bind(u.nonblocking(type), at("name")));
            c.note(name + " longer", c.os.bind(u.nonblocking(type), at("name\0")));
        }
        c.note("name: " + u.nameOf(listener));
        c.os.close(listener);
        c.note("free again", c.os.bind(u.socket(STREAM), at("name")));
        SocketAddress path = SocketAddress.unix(path("typed"));
        int typed = u.nonblocking(PACKET);
        c.note("path", c.os.bind(typed, path));
        c.note("not listening", c.os.connect(u.nonblocking(PACKET), path));
        c.note("stream to it", c.os.connect(u.nonblocking(STREAM), path));
        c.note("datagram to it: " + u.sendto(u.nonblocking(DATAGRAM), "x", path));
        c.os.unlink(path("typed"));
    }

    private static void paths(Calls c) {
        UnixTrial u = new UnixTrial(c);
        String socket = path("socket");
        String[] places = {
            socket, socket + "/", socket + "/x", path("new/"), "/tmp", "/tmp/", "/", "/tmp/.", "/.."
        };
        Calls.must("bind", c.os.bind(u.socket(DATAGRAM), SocketAddress.unix(socket)));
        for (String place : places) {
            SocketAddress address = SocketAddress.unix(place);
            String name = place.replaceAll(".*jackfield-[0-9]+-", "…");
            c.note(name + " bind", c.os.bind(u.socket(STREAM), address));
            c.note(name + " connect", c.os.connect(u.socket(STREAM), address));
        }
        for (String place : new String[] {"", "/tmp", "/", path("none"), socket + "/", socket}) {
            String name = place.replaceAll(".*jackfield-[0-9]+-", "…");
            c.note(name + " chmod", place.startsWith("/tmp/") ? c.os.chmod(place, 0777) : 0);
            c.note(name + " unlink", c.os.unlink(place));
        }
        c.note("long name", c.os.unlink("/tmp/" + "n".repeat(256)));
        c.note("long path", c.os.unlink("/tmp/" + "n/".repeat(2100)));
        SocketAddress dots = SocketAddress.unix("/tmp/../tmp//./" + path("dots").substring(5));
        c.note("dots", c.os.bind(u.socket(STREAM), dots));
        c.note("unlink", c.os.unlink(path("dots")));
    }

    private static void longest(Calls c) {
        UnixTrial u = new UnixTrial(c);
        String path = path("") + "n".repeat(108 - path("").length());
        for (int length : new int[] {107, 108, 109}) {
            int fd = u.socket(STREAM);
            String longPath = (path + "n").substring(0, length);
            c.note(length + " bind", c.os.bind(fd, SocketAddress.unix(longPath)));
            c.note(length + " name: " + u.nameOf(fd).split(" ")[0]);
            c.note(
                    length + " connect",
                    c.os.connect(u.socket(STREAM), SocketAddress.unix(longPath)));
            c.os.unlink(longPath);
        }
    }

    private static void users(Calls c) {
        UnixTrial u = new UnixTrial(c);
        SocketAddress address = SocketAddress.unix(path("users"));
        int listener = u.socket(STREAM);
        Calls.must("bind", c.os.bind(listener, address));
        Calls.must("chmod", c.os.chmod(path("users"), 0755));
        Calls.must("listen", c.os.listen(listener, 9));
        Calls.must("seteuid", c.os.seteuid(USER));
        c.note("another user", c.os.connect(u.socket(STREAM), address));
        c.note("chmod", c.os.chmod(path("users"), 0777));
        c.note("unlink", c.os.unlink(path("users")));
        c.note("root", c.os.connect(u.socket(STREAM), SocketAddress.unix("/")));
        int own = u.socket(DATAGRAM);
        SocketAddress mine = SocketAddress.unix(path("mine"));
        c.note("own", c.os.bind(own, mine));
        c.note("chmod", c.os.chmod(path("mine"), 0555));
        c.note("not writable: " + u.sendto(own, "x", mine));
        Calls.must("seteuid", c.os.seteuid(0));
        c.note("but by root: " + u.sendto(own, "x", mine));
        Calls.must("chmod", c.os.chmod(path("users"), 0777));
        Calls.must("seteuid", c.os.seteuid(USER));
        c.note("allowed", c.os.connect(u.socket(STREAM), address));
        c.note("unlink own", c.os.unlink(path("mine")));
        Calls.must("seteuid", c.os.seteuid(0));
        c.note("unlink by root", c.os.unlink(path("users")));
    }
}
