package io.jackfield.cli.demo;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.link.DirectionCounts;
import io.jackfield.net.Capture;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The demonstration: Jetty on one host serves a file to the JDK's HttpClient on another. The cable
 * carries 100 Mbit/s through a queue of 64 packets, 20 ms there and back; it is pulled for two
 * seconds, and loses 1 % of the packets while the last ten megabytes pass.
 */
final class Demo {
    private static final String FORTH = "rate 100mbit limit 64";
    private static final String FORTH_LOSSY = "loss 1% rate 100mbit limit 64";
    private static final String BACK = "delay 20ms";
    private static final double PULLED = 5;
    private static final double MENDED = 7;
    private static final long LOSSY_OCTETS = 10_000_000;
    private static final long SAMPLE_MILLIS = 50;
    private static final double FLUSH_SECONDS = 0.5;

    private final Path source;
    private final Path directory;
    private final Path copy;
    private final Path packets;
    private final Progress progress;
    private final long size;
    private final Journal journal = new Journal();
    private final Curve throughput = new Curve("throughput, MB/s");
    private final List<Mark> marks = new ArrayList<>();
    private final List<String> during = new ArrayList<>();

    private long beginNanos;
    private long sampledOctets;
    private double sampledSecond;
    private double recovered = -1;
    private double lossyFrom = -1;
    private boolean pulled;
    private boolean mended;

    Demo(Path source, Path folder, PrintStream err, boolean animated) throws IOException {
        this.source = source;
        this.directory = Objects.requireNonNull(source.getParent(), "a file has a directory");
        this.copy = folder.resolve(source.getFileName());
        this.packets = folder.resolve("server.pcapng");
        this.size = Files.size(source);
        this.progress = new Progress(err, animated, size);
    }

    /** Runs in real time, about 25 seconds, and a few before them for {@link #rehearse}. */
    Findings run(long seed) throws Exception {
        rehearse(seed);
        try (World world = World.realTime(seed)) {
            Host server = world.host("server");
            Host client = world.host("client");
            PatchCable cable = world.cable(server, client);
            cable.from(server).netem(FORTH);
            cable.from(client).netem(BACK);
            server.observe(journal);
            Capture capture = world.capture(cable.nic(server), packets);
            try (Jvm serving = Jvm.on(world, server);
                    Jvm fetching = Jvm.on(world, client);
                    FileServer _ = FileServer.start(serving, directory)) {
                beginNanos = world.nowNanos();
                journal.begin(beginNanos);
                Download download = Download.start(fetching, uri(), copy);
                conduct(world, cable, download, capture);
                download.await();
            }
            double end = second(world);
            capture.flush();
            return findings(cable.from(server).counts(), end, tables(server, client));
        }
    }

    /**
     * Fetches the file once over a cable without limits: the JVM compiles what it will need, and
     * the timers of the real run are not late for that.
     */
    private void rehearse(long seed) throws Exception {
        try (World world = World.realTime(seed)) {
            Host server = world.host("server");
            Host client = world.host("client");
            PatchCable cable = world.cable(server, client);
            try (Capture _ = world.capture(cable.nic(server), packets);
                    Jvm serving = Jvm.on(world, server);
                    Jvm fetching = Jvm.on(world, client);
                    FileServer _ = FileServer.start(serving, directory)) {
                Download.start(fetching, uri(), copy).await();
            }
        }
    }

    private URI uri() {
        return URI.create("http://server:" + FileServer.PORT + "/" + source.getFileName());
    }

    private double second(World world) {
        return (world.nowNanos() - beginNanos) / 1e9;
    }

    /** Samples, and lets things happen at their time, until the file is there. */
    private void conduct(World world, PatchCable cable, Download download, Capture capture)
            throws InterruptedException {
        double flushed = 0;
        while (!download.isEnded()) {
            Thread.sleep(SAMPLE_MILLIS);
            double now = second(world);
            long octets = download.received();
            double rate = sample(now, octets);
            happen(now, octets, cable);
            if (now - flushed > FLUSH_SECONDS) {
                flushed = now;
                capture.flush();
            }
            if (during.isEmpty() && now > 2) {
                during.addAll(tables(cable.hosts().get(0), cable.hosts().get(1)));
            }
            progress.show(now, octets, rate, state(now));
        }
        progress.end();
    }

    private double sample(double now, long octets) {
        double rate = (octets - sampledOctets) / 1e6 / (now - sampledSecond);
        throughput.add(now, rate);
        if (mended && recovered < 0 && octets > sampledOctets) {
            recovered = now;
            marks.add(new Mark(now, "data flows again"));
        }
        sampledSecond = now;
        sampledOctets = octets;
        return rate;
    }

    private void happen(double now, long octets, PatchCable cable) {
        if (!pulled && now >= PULLED) {
            pulled = true;
            cable.cut();
            marks.add(new Mark(now, "cable pulled"));
        }
        if (!mended && now >= MENDED) {
            mended = true;
            cable.mend();
            marks.add(new Mark(now, "cable back"));
        }
        if (lossyFrom < 0 && size - octets <= LOSSY_OCTETS) {
            lossyFrom = now;
            cable.from(cable.hosts().get(0)).netem(FORTH_LOSSY);
            marks.add(new Mark(now, "1 % loss from here"));
        }
    }

    private String state(double now) {
        if (pulled && !mended) {
            return "cable pulled";
        }
        return lossyFrom >= 0 ? "1 % loss" : mended && now < MENDED + 1 ? "cable back" : "";
    }

    private static List<String> tables(Host server, Host client) {
        List<String> lines = new ArrayList<>(Sockets.table("server", server.sockets()));
        lines.addAll(Sockets.table("client", client.sockets()));
        return lines;
    }

    private Findings findings(DirectionCounts counts, double end, List<String> after)
            throws IOException {
        return new Findings(
                source,
                copy,
                packets,
                size,
                end,
                Goodput.between(throughput, 2, PULLED),
                recovered < 0 || lossyFrom < 0
                        ? Double.NaN
                        : Goodput.between(throughput, recovered, lossyFrom),
                throughput,
                journal.window(),
                List.copyOf(marks),
                journal.retransmissions(),
                counts,
                List.copyOf(during),
                after,
                Digests.sha256(source),
                Digests.sha256(copy));
    }
}
