package example.planted.programs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that are used again. */
public final class Pool {
    /** What is done about connections that the server may have closed. */
    public enum Care {
        NONE,
        ASK_BEFORE,
        YOUNG_ONLY,
        ASK_AGAIN
    }

    private static final int READ_MILLIS = 10_000;
    private static final long YOUNG_NANOS = 5_000_000_000L;

    private record Idle(LineClient client, long since) {}

    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Care care;

    /** Planted twice: {@code NONE} lends what is dead, and {@code ASK_BEFORE} what is dying. */
    public Pool(Care care) {
        this.care = care;
    }

    public String ask(String question) throws IOException {
        LineClient client = take();
        boolean isUsed = client != null;
        if (client == null) {
            client = new LineClient("db", READ_MILLIS);
        }
        try {
            String answer = client.ask(question);
            idle.push(new Idle(client, System.nanoTime()));
            return answer;
        } catch (IOException e) {
            client.close();
            if (isUsed && care == Care.ASK_AGAIN) {
                idle.clear();
                return ask(question);
            }
            throw e;
        }
    }

    private @Nullable LineClient take() throws IOException {
        while (!idle.isEmpty()) {
            Idle next = idle.pop();
            boolean isGood =
                    switch (care) {
                        case NONE -> true;
                        case ASK_BEFORE, ASK_AGAIN -> !next.client().isStale();
                        case YOUNG_ONLY -> System.nanoTime() - next.since() < YOUNG_NANOS;
                    };
            if (isGood) {
                return next.client();
            }
            next.client().close();
        }
        return null;
    }

    /** Asks after each of these pauses. */
    public void askAll(long[] pausesMillis) throws IOException {
        for (long pause : pausesMillis) {
            ask("who am I");
            Pause.millis(pause);
        }
        for (Idle each : idle) {
            each.client().close();
        }
    }
}
