package io.jackfield.jdk.classic;

import io.jackfield.jdk.channel.Descriptor;
import io.jackfield.jdk.channel.StreamCalls;

import java.io.IOException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.util.Set;

/** A listener of a host, as java.net uses one. */
final class HostListener extends HostSocket implements Listener {
    HostListener(Descriptor descriptor) {
        super(descriptor);
    }

    @Override
    public void listen(int backlog) throws IOException {
        StreamCalls.listen(open(), backlog);
    }

    @Override
    public Connection accept(int millis) throws IOException {
        StreamCalls.Accepted accepted = StreamCalls.accept(open(), nanos(millis));
        if (accepted.result() >= 0) {
            return new HostConnection(accepted.descriptor(), accepted.peer());
        }
        if (accepted.result() == EAGAIN && !isClosed()) {
            throw new SocketTimeoutException("Accept timed out");
        }
        throw failure(accepted.result());
    }

    @Override
    public Set<SocketOption<?>> options() {
        return StreamCalls.listenerOptions();
    }
}
