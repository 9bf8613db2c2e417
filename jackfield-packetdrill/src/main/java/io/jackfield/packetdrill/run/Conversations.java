package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.PacketSpec;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which descriptor is which conversation, and which of them packet lines are about. */
final class Conversations {
    private static final int FIRST_REMOTE_PORT = 40_000;

    private final Setup setup;
    private final Map<Integer, Flow> byDescriptor = new LinkedHashMap<>();
    private final Map<Integer, Integer> descriptors = new LinkedHashMap<>();
    private @Nullable Flow current;
    private int remotePort = FIRST_REMOTE_PORT;

    Conversations(Setup setup) {
        this.setup = setup;
    }

    /** Descriptors of the script, and what they are on the machine. */
    Map<Integer, Integer> descriptors() {
        return descriptors;
    }

    @Nullable Flow current() {
        return current;
    }

    /** On the machine; null before it is accepted, or connected by the script. */
    @Nullable Integer descriptorOfCurrent() {
        Integer found = null;
        for (Map.Entry<Integer, Flow> each : byDescriptor.entrySet()) {
            if (each.getValue() == current) {
                found = descriptors.get(each.getKey());
            }
        }
        return found;
    }

    /** A socket was opened: packets are about it from now on. */
    void opened(int fd, boolean isDatagram) {
        Flow flow = new Flow(setup.local(), setup.remote());
        flow.protocol = isDatagram ? PacketWriter.UDP : PacketWriter.TCP;
        byDescriptor.put(fd, flow);
        current = flow;
    }

    void bound(int fd, SocketAddress address) {
        Flow flow = byDescriptor.get(fd);
        if (flow != null && address.port() != 0) {
            flow.localPort = address.port();
        }
    }

    void listening(int fd) {
        Flow flow = byDescriptor.get(fd);
        if (flow != null) {
            flow.state = Flow.State.LISTENING;
        }
    }

    void connecting(int fd, SocketAddress address) {
        Flow flow = byDescriptor.get(fd);
        if (flow != null && address.length() > SocketAddress.FAMILY_ONLY && address.port() != 0) {
            flow.remote = address.address();
            flow.remotePort = address.port();
            if (flow.state == Flow.State.NEW) {
                flow.state = Flow.State.CONNECTING;
            }
        }
    }

    void accepted(int fd) {
        if (current != null) {
            byDescriptor.put(fd, current);
        }
    }

    /** The conversation that a packet of the script belongs to; the first begins one. */
    Flow of(PacketSpec inbound) {
        Flow flow = current;
        if (flow != null && flow.state != Flow.State.LISTENING) {
            if (flow.remotePort == 0) {
                flow.remotePort = setup.connectPort();
            }
            return flow;
        }
        Flow begun = new Flow(setup.local(), setup.remote());
        begun.protocol = inbound instanceof PacketSpec.Udp ? PacketWriter.UDP : PacketWriter.TCP;
        begun.localPort = flow == null || flow.localPort == 0 ? setup.bindPort() : flow.localPort;
        begun.remotePort = remotePort++;
        begun.begins(inbound);
        current = begun;
        return begun;
    }
}
