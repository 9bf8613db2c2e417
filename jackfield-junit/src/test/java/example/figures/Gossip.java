package example.figures;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A node that tells two others each second which nodes it knows, and how often each has beaten. */
final class Gossip {
    private static final int PORT = 7002;
    private static final int SECOND_MILLIS = 1000;

    private final int number;
    private final int[] beats;

    Gossip(int number, int nodes) {
        this.number = number;
        beats = new int[nodes];
    }

    static String name(int number) {
        return "node-" + number;
    }

    Gossip start() throws IOException {
        DatagramSocket socket = new DatagramSocket(PORT);
        new Thread(() -> run(socket), name(number)).start();
        return this;
    }

    boolean knowsAll() {
        for (int each : beats) {
            if (each == 0) {
                return false;
            }
        }
        return true;
    }

    private void run(DatagramSocket socket) {
        try (socket) {
            while (true) {
                beats[number]++;
                tell(socket, number + 1);
                tell(socket, number + beats[number] % beats.length);
                long end = millis() + SECOND_MILLIS;
                for (long now; (now = millis()) < end; ) {
                    hear(socket, (int) (end - now));
                }
            }
        } catch (IOException e) {
            System.err.println(name(number) + ": " + e);
        }
    }

    private static long millis() {
        return System.nanoTime() / 1_000_000;
    }

    private void tell(DatagramSocket socket, int to) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(beats.length * Integer.BYTES);
        text.asIntBuffer().put(beats);
        InetAddress peer = InetAddress.getByName(name(to % beats.length));
        socket.send(new DatagramPacket(text.array(), text.capacity(), peer, PORT));
    }

    private void hear(DatagramSocket socket, int millis) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(beats.length * Integer.BYTES);
        DatagramPacket packet = new DatagramPacket(text.array(), text.capacity());
        socket.setSoTimeout(millis);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException nothing) {
            return;
        }
        for (int i = 0; i < beats.length; i++) {
            beats[i] = Math.max(beats[i], text.getInt());
        }
    }
}
