package example.planted.programs;

import java.io.IOException;

/** Asks every two seconds how many there are left, over one connection while it lasts. */
public final class StockWatch {
    private static final int ROUNDS = 30;
    private static final int EVERY_MILLIS = 2000;

    private static final int WORK_MILLIS = 150;

    private final int readMillis;
    private volatile int rounds;

    /** Planted: no timeout of reads. */
    public static StockWatch planted() {
        return new StockWatch(0);
    }

    public static StockWatch repaired() {
        return new StockWatch(5000);
    }

    private StockWatch(int readMillis) {
        this.readMillis = readMillis;
    }

    /** The server's side, which takes a while to look. */
    public static String count(String question) {
        Pause.millis(WORK_MILLIS);
        return "17 of " + question;
    }

    public void start() {
        new Thread(this::watch, "stock-watch").start();
    }

    private void watch() {
        while (rounds < ROUNDS) {
            try (LineClient client = new LineClient("db", readMillis)) {
                while (rounds < ROUNDS) {
                    client.ask("stock of 4711");
                    next();
                }
            } catch (IOException again) {
                next();
            }
        }
    }

    private void next() {
        rounds++;
        Pause.millis(EVERY_MILLIS);
    }

    public boolean isOver() {
        return rounds == ROUNDS;
    }
}
