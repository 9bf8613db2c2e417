package example.planted.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Charges cards; a client that gets no answer in time asks again. */
public final class Payments {
    private static final int ORDERS = 20;
    private static final int ATTEMPTS = 5;
    private static final int READ_MILLIS = 250;

    private final boolean remembers;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> charged = Collections.synchronizedList(new ArrayList<>());

    /** Planted: a request that comes again is done again. */
    public static Payments planted() {
        return new Payments(false);
    }

    public static Payments repaired() {
        return new Payments(true);
    }

    private Payments(boolean remembers) {
        this.remembers = remembers;
    }

    /** The server's side: {@code charge order-17}. */
    public String charge(String request) {
        return remembers ? answers.computeIfAbsent(request, this::chargeNow) : chargeNow(request);
    }

    private String chargeNow(String request) {
        charged.add(request);
        return "charged";
    }

    /** The client's side: all orders of a day. */
    public void payAll() throws IOException {
        for (int order = 1; order <= ORDERS; order++) {
            pay("charge order-" + order);
        }
    }

    private static void pay(String request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (LineClient client = new LineClient("db", READ_MILLIS)) {
                client.ask(request);
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Orders that were charged more than once. */
    public List<String> chargedTwice() {
        List<String> once = new ArrayList<>(charged);
        charged.stream().distinct().forEach(once::remove);
        return once;
    }
}
