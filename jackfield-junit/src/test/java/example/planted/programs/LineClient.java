package example.planted.programs;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection to a {@link LineServer}. */
final class LineClient implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5000;

    private final Socket socket = new Socket();
    private final int readMillis;
    private final BufferedReader lines;

    /** {@code readMillis}: how long an answer may take; 0 for ever. */
    LineClient(String host, int readMillis) throws IOException {
        this.readMillis = readMillis;
        socket.connect(new InetSocketAddress(host, LineServer.PORT), CONNECT_MILLIS);
        lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    String ask(String line) throws IOException {
        socket.setSoTimeout(readMillis);
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        String answer = lines.readLine();
        if (answer == null) {
            throw new EOFException("the server closed the connection");
        }
        return answer;
    }

    /** Whether the server has closed it, as far as is known here. */
    boolean isStale() throws IOException {
        socket.setSoTimeout(1);
        try {
            return lines.read() < 0;
        } catch (SocketTimeoutException silent) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
