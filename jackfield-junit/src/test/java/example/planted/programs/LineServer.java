package example.planted.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Answers each line with a line, and closes connections that are idle for too long. */
public final class LineServer {
    public static final int PORT = 7000;

    private final int idleMillis;
    private final UnaryOperator<String> answers;

    /** {@code idleMillis}: 0 if a connection may be idle for ever. */
    public LineServer(int idleMillis, UnaryOperator<String> answers) {
        this.idleMillis = idleMillis;
        this.answers = answers;
    }

    public LineServer start() throws IOException {
        ServerSocket listener = new ServerSocket(PORT);
        new Thread(() -> accept(listener), "listener").start();
        return this;
    }

    private void accept(ServerSocket listener) {
        try (listener) {
            while (true) {
                Socket socket = listener.accept();
                new Thread(() -> serve(socket), "connection").start();
            }
        } catch (IOException e) {
            System.err.println("no more connections: " + e.getMessage());
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(idleMillis);
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            for (String line; (line = lines.readLine()) != null; ) {
                String answer = answers.apply(line) + "\n";
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException idleOrGone) {
            // closed; the client comes again
        }
    }
}
