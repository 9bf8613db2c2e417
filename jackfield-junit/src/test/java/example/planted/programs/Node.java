package example.planted.programs;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One of three nodes, of which one leads and writes. A leader beats twice a second; who hears no
 * beat for two seconds takes over.
 */
public final class Node {
    private static final int PORT = 7001;
    private static final int BEAT_MILLIS = 500;
    private static final int SILENCE_MILLIS = 2000;

    /** A leader without an answer for so long writes no more. */
    private static final int LEASE_MILLIS = 1000;

    /** Who has heard a beat promises its leader to follow nobody else for so long. */
    private static final int PROMISE_MILLIS = 1500;

    /** What the nodes write into; each entry is a term, and none may follow a later one. */
    public interface Ledger {
        void write(int term);
    }

    private final String name;
    private final List<String> others;
    private final boolean needsMajority;
    private final Ledger ledger;
    private final int patience;
    private int term;
    private boolean leads;
    private long heard;
    private long answered;
    private long beaten;

    /** Planted if it needs no majority: it takes over alone, and goes on leading alone. */
    public Node(int number, List<String> all, boolean needsMajority, Ledger ledger) {
        name = all.get(number);
        others = all.stream().filter(each -> !each.equals(name)).toList();
        this.needsMajority = needsMajority;
        this.ledger = ledger;
        patience = SILENCE_MILLIS + (number - 1) * BEAT_MILLIS;
        leads = number == 0;
    }

    public void start() throws IOException {
        DatagramSocket socket = new DatagramSocket(PORT);
        socket.setSoTimeout(BEAT_MILLIS / 5);
        heard = millis();
        answered = heard;
        beaten = heard - BEAT_MILLIS;
        new Thread(() -> run(socket), name).start();
    }

    private static long millis() {
        return System.nanoTime() / 1_000_000;
    }

    private void run(DatagramSocket socket) {
        DatagramPacket packet = new DatagramPacket(new byte[64], 64);
        try (socket) {
            while (true) {
                goOn(socket);
                try {
                    socket.receive(packet);
                    String text =
                            new String(
                                    packet.getData(),
                                    0,
                                    packet.getLength(),
                                    StandardCharsets.US_ASCII);
                    hear(socket, text.split(" "));
                } catch (SocketTimeoutException nothing) {
                    continue;
                }
            }
        } catch (IOException e) {
            System.err.println(name + ": " + e.getMessage());
        }
    }

    private void goOn(DatagramSocket socket) throws IOException {
        long now = millis();
        if (leads && now - beaten >= BEAT_MILLIS) {
            beaten = now;
            if (needsMajority && now - answered > LEASE_MILLIS) {
                leads = false;
                heard = now;
                return;
            }
            ledger.write(term);
            tell(socket, "beat");
        } else if (!leads && now - heard > patience) {
            heard = now;
            if (needsMajority) {
                tell(socket, "vote");
            } else {
                lead(term + 1);
            }
        }
    }

    private void lead(int next) {
        term = next;
        leads = true;
        answered = millis();
        beaten = answered - BEAT_MILLIS;
    }

    private void hear(DatagramSocket socket, String[] words) throws IOException {
        String from = words[1];
        int theirs = Integer.parseInt(words[2]);
        long now = millis();
        switch (words[0]) {
            case "beat" -> {
                if (theirs >= term) {
                    leads = false;
                    term = theirs;
                    heard = now;
                    send(socket, from, "heard");
                }
            }
            case "heard" -> answered = now;
            case "vote" -> {
                if (!leads && now - heard > PROMISE_MILLIS) {
                    heard = now;
                    send(socket, from, "yes");
                }
            }
            case "yes" -> {
                if (!leads) {
                    lead(Math.max(term, theirs) + 1);
                }
            }
            default -> throw new IOException("what is " + words[0]);
        }
    }

    private void tell(DatagramSocket socket, String word) throws IOException {
        for (String each : others) {
            send(socket, each, word);
        }
    }

    private void send(DatagramSocket socket, String to, String word) throws IOException {
        byte[] octets = (word + " " + name + " " + term).getBytes(StandardCharsets.US_ASCII);
        InetAddress address = InetAddress.getByName(to);
        socket.send(
                new DatagramPacket(octets, octets.length, new InetSocketAddress(address, PORT)));
    }
}
