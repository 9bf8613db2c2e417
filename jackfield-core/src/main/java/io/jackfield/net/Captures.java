package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.NetworkInterface;
import io.jackfield.wire.LinkType;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The captures of a world: written out now and then, closed with it. */
final class Captures {
    private final Engine engine;
    private final Supplier<List<Host>> hosts;
    private final List<Capture> open = new CopyOnWriteArrayList<>();
    private final List<Capture> ofAll = new CopyOnWriteArrayList<>();

    Captures(Engine engine, Supplier<List<Host>> hosts) {
        this.engine = engine;
        this.hosts = hosts;
    }

    /** What an interface sends and receives. */
    Capture of(NetworkInterface nic, @Nullable OutputStream to) {
        Direction out = nic.out();
        if (out == null) {
            throw new IllegalArgumentException(nic + " has no cable");
        }
        LinkType linkType = nic.needsNeighbor() ? LinkType.ETHERNET : LinkType.RAW_IP;
        Capture capture = open(to, linkType);
        Direction in = out;
        for (Direction way : out.link().directions()) {
            if (way.to() == nic) {
                in = way;
            }
        }
        capture.bothWays(nic, out, in);
        return capture;
    }

    /** Everything on some cables, each packet once. */
    Capture of(List<PatchCable> which, @Nullable OutputStream to) {
        boolean framed = which.stream().anyMatch(PatchCable::isEthernet);
        Capture capture = open(to, framed ? LinkType.ETHERNET : LinkType.RAW_IP);
        for (PatchCable cable : which) {
            cable.directions().forEach(capture::sendingEnd);
        }
        return capture;
    }

    /** Everything on all cables, also on those that are to come. */
    Capture ofAll(List<PatchCable> now, @Nullable OutputStream to) {
        Capture capture = open(to, LinkType.ETHERNET);
        now.forEach(cable -> cable.directions().forEach(capture::sendingEnd));
        ofAll.add(capture);
        return capture;
    }

    /** There is a new cable, with the addresses of its ends. */
    void plugged(PatchCable cable) {
        for (Capture capture : ofAll) {
            if (!capture.isClosed()) {
                capture.name(cable.hosts());
                cable.directions().forEach(capture::sendingEnd);
            }
        }
    }

    private Capture open(@Nullable OutputStream to, LinkType linkType) {
        Capture capture = new Capture(to, linkType);
        capture.name(hosts.get());
        open.add(capture);
        engine.housekeeping(() -> open.forEach(Capture::flush));
        return capture;
    }

    static OutputStream open(Path file) {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        open.forEach(Capture::close);
    }
}
