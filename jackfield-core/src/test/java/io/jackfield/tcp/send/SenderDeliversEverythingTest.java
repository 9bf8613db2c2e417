package io.jackfield.tcp.send;

import static io.jackfield.tcp.send.SenderBench.MILLI;

import io.jackfield.observe.Setting;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

/** Whatever the path does, every octet arrives, nothing stalls, and the accounts agree. */
class SenderDeliversEverythingTest {
    private static final int SEEDS = Integer.getInteger("jackfield.seeds", 500);
    private static final int[] SIZES = {88, 536, 1448, 1448, 9000, 65_483};

    @Test
    void overAnyPath() {
        Long given = Long.getLong("jackfield.seed");
        long first = given != null ? given : 1;
        int count = given != null ? 1 : SEEDS;
        for (long seed = first; seed < first + count; seed++) {
            try {
                journey(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Djackfield.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static Journey journey(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31);
        int mss = SIZES[random.nextInt(SIZES.length)];
        int buffer = 1 + random.nextInt(random.nextBoolean() ? 8 * mss : 1 << 20);
        boolean sack = random.nextInt(4) != 0;
        Journey journey = new Journey(seed, mss, buffer, sack, random.nextBoolean());
        journey.total = 1 + random.nextInt(random.nextInt(8) == 0 ? 1_000_000 : 60 * mss);
        journey.total = Math.min(journey.total, 300 * Math.min(mss, buffer));
        journey.writeSize = random.nextInt(3) == 0 ? 50 : 40_000;
        journey.total = Math.min(journey.total, 1000 * journey.writeSize);
        journey.writeGapNanos = random.nextInt(3) == 0 ? 50 * MILLI : 0;
        journey.sendBuffer = 1000 + random.nextInt(1 << 18);
        journey.sender.noDelay(random.nextBoolean());
        journey.settings.set(Setting.TCP_CONGESTION_CONTROL, random.nextInt(2));
        if (random.nextBoolean()) {
            journey.sender.handshakeTook(1 + random.nextLong(100 * MILLI), journey.now);
        }
        spoil(journey, random);
        return journey;
    }

    private static void spoil(Journey journey, SplittableRandom random) {
        BadPath path = journey.path;
        path.delayNanos = random.nextInt(4) == 0 ? 0 : random.nextLong(150 * MILLI);
        path.loss = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.3;
        path.ackLoss = random.nextInt(3) == 0 ? random.nextDouble() * 0.5 : 0;
        path.burst = random.nextInt(3) == 0 ? 0.9 : 0;
        path.duplication = random.nextInt(4) == 0 ? 0.1 : 0;
        path.jitterNanos = random.nextInt(2) == 0 ? 0 : 1 + random.nextLong(60 * MILLI);
        if (random.nextInt(3) == 0) {
            path.nanosPerSegment = 1 + random.nextLong(10 * MILLI);
            path.queueNanos = path.nanosPerSegment * (2 + random.nextInt(60));
        }
        journey.peer.reads = random.nextInt(5) != 0;
        journey.reneging = random.nextInt(10) == 0 ? 0.01 : 0;
        journey.ecn = random.nextInt(8) == 0 ? 0.05 : 0;
        journey.shrunkMss = random.nextInt(8) == 0 && journey.mss > 500 ? 400 : 0;
    }
}
