package example.planted.programs;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Asks for prices, each over a connection of its own, and counts those under way. */
public final class PriceFeed {
    private static final int PRICES = 20;
    private static final int READ_MILLIS = 250;

    private final boolean closesAlways;
    private final Set<LineClient> underWay = Collections.synchronizedSet(new LinkedHashSet<>());

    /** Planted: who gets no price in time goes on without closing. */
    public static PriceFeed planted() {
        return new PriceFeed(false);
    }

    public static PriceFeed repaired() {
        return new PriceFeed(true);
    }

    private PriceFeed(boolean closesAlways) {
        this.closesAlways = closesAlways;
    }

    /** How many there were. */
    public int fetchAll() throws IOException {
        int found = 0;
        for (int i = 0; i < PRICES; i++) {
            found += fetch("price of " + i) ? 1 : 0;
        }
        return found;
    }

    private boolean fetch(String request) throws IOException {
        LineClient client = new LineClient("db", READ_MILLIS);
        underWay.add(client);
        try {
            client.ask(request);
            end(client);
            return true;
        } catch (IOException none) {
            if (closesAlways) {
                end(client);
            }
            return false;
        }
    }

    private void end(LineClient client) throws IOException {
        underWay.remove(client);
        client.close();
    }
}
