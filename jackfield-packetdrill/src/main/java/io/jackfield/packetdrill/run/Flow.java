package io.jackfield.packetdrill.run;

import io.jackfield.address.IpAddress;
import io.jackfield.packetdrill.script.PacketSpec;
import io.jackfield.packetdrill.script.TcpOption;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The conversation that packet lines are about: its ends, and how the script's numbers stand to
 * those on the wire.
 *
 * <p>The sequence numbers of a SYN are as the script writes them; all others count from the SYN's,
 * which is 0. The remote initial number is the script's own, the local one is learned.
 */
final class Flow {
    private static final long MASK = 0xffff_ffffL;

    /** How far it has come. */
    enum State {
        NEW,
        LISTENING,
        CONNECTING,
        OPEN
    }

    State state = State.NEW;
    int protocol = PacketWriter.TCP;
    IpAddress local;
    IpAddress remote;
    int localPort;
    int remotePort;

    private long scriptLocal;
    private long liveLocal;
    private long scriptRemote;
    private boolean knowsLocal;

    /** The sequence number of the last SYN that the script sent. */
    private long lastSyn;

    private final Map<Long, Long> echoes = new TreeMap<>();
    private long firstScriptTime;
    private long firstLiveTime;
    private boolean knowsTime;

    Flow(IpAddress local, IpAddress remote) {
        this.local = local;
        this.remote = remote;
    }

    /** A packet of the script begins it: what it counts from is known. */
    void begins(PacketSpec first) {
        state = State.OPEN;
        if (first instanceof PacketSpec.Tcp tcp && tcp.has(PacketSpec.Tcp.SYN)) {
            scriptRemote = tcp.seq();
            lastSyn = tcp.seq();
        }
    }

    /** The ends of what the script sends. */
    PacketWriter.Ends inbound() {
        return new PacketWriter.Ends(remote, remotePort, local, localPort);
    }

    /** Whether the machine sent it in this conversation; what is not known yet is learned. */
    boolean owns(LivePacket packet) {
        PacketWriter.Ends ends = packet.ends();
        int its =
                switch (packet.spec()) {
                    case PacketSpec.Tcp _ -> PacketWriter.TCP;
                    case PacketSpec.Udp _ -> PacketWriter.UDP;
                    case null, default -> -1;
                };
        boolean isOurs =
                its == protocol
                        && ends.destination().equals(remote)
                        && ends.destinationPort() == remotePort
                        && (localPort == 0 || ends.sourcePort() == localPort);
        if (isOurs && localPort == 0) {
            localPort = ends.sourcePort();
            local = ends.source();
        }
        return isOurs;
    }

    /** What the script's segment is on the wire; null if its echoed timestamp is unknown. */
    PacketSpec.@Nullable Tcp toLive(PacketSpec.Tcp tcp, boolean scalesEcho) {
        boolean isSyn = tcp.has(PacketSpec.Tcp.SYN);
        boolean isAck = tcp.has(PacketSpec.Tcp.ACK);
        if (isSyn) {
            lastSyn = tcp.seq();
            if (state != State.OPEN) {
                scriptRemote = tcp.seq();
                state = State.OPEN;
            }
        }
        long local = isSyn ? liveLocal - scriptLocal : liveLocal;
        List<TcpOption> options = new ArrayList<>();
        for (TcpOption each : tcp.options() == null ? List.<TcpOption>of() : tcp.options()) {
            if (each instanceof TcpOption.Sack sack) {
                options.add(
                        new TcpOption.Sack(
                                sack.edges().stream().map(edge -> edge + local & MASK).toList()));
            } else if (each instanceof TcpOption.Timestamps times && isAck) {
                Long ecr = echo(times.ecr(), scalesEcho);
                if (ecr == null) {
                    return null;
                }
                options.add(new TcpOption.Timestamps(times.val(), ecr));
            } else {
                options.add(each);
            }
        }
        return new PacketSpec.Tcp(
                tcp.flags(),
                tcp.seq() + (isSyn ? 0 : scriptRemote) & MASK,
                tcp.length(),
                isAck ? tcp.ack() + local & MASK : tcp.ack(),
                tcp.window(),
                tcp.urgent(),
                options);
    }

    private @Nullable Long echo(long script, boolean scales) {
        Long live = echoes.get(script);
        if (live == null && scales && knowsTime) {
            return firstLiveTime + (script - firstScriptTime) & MASK;
        }
        return live;
    }

    /** The sequence number of a quoted segment on the wire. */
    int quotedSeq(PacketSpec.@Nullable Tcp quoted) {
        return (int) ((quoted == null ? 0 : quoted.seq()) + liveLocal);
    }

    /** A live segment in the script's numbers, for comparison with a line of it. */
    PacketSpec.Tcp toScript(PacketSpec.Tcp live, PacketSpec.@Nullable Tcp line) {
        boolean isSyn = live.has(PacketSpec.Tcp.SYN);
        if (isSyn && line != null && line.has(PacketSpec.Tcp.SYN)) {
            learn(live, line);
        }
        long seq = live.seq() - (isSyn ? liveLocal - scriptLocal : liveLocal);
        long remoteOffset = isSyn ? 0 : scriptRemote;
        List<TcpOption> options = new ArrayList<>();
        for (TcpOption each : live.options() == null ? List.<TcpOption>of() : live.options()) {
            options.add(toScript(each, remoteOffset));
        }
        boolean isAck = live.has(PacketSpec.Tcp.ACK);
        return new PacketSpec.Tcp(
                live.flags(),
                seq & MASK,
                live.length(),
                isAck ? live.ack() - remoteOffset & MASK : 0,
                live.window(),
                live.urgent(),
                options);
    }

    /** A SYN tells the local initial sequence number; an answer to a new SYN begins a new life. */
    private void learn(PacketSpec.Tcp live, PacketSpec.Tcp line) {
        boolean answersAnother = live.has(PacketSpec.Tcp.ACK) && lastSyn != scriptRemote;
        if (!knowsLocal || answersAnother) {
            liveLocal = live.seq();
            scriptLocal = line.seq();
            scriptRemote = lastSyn;
            knowsLocal = true;
        }
    }

    private TcpOption toScript(TcpOption live, long remoteOffset) {
        return switch (live) {
            case TcpOption.Sack sack ->
                    new TcpOption.Sack(
                            sack.edges().stream().map(edge -> edge - remoteOffset & MASK).toList());
            case TcpOption.Timestamps times ->
                    knowsTime
                            ? new TcpOption.Timestamps(
                                    times.val() - firstLiveTime + firstScriptTime & MASK,
                                    times.ecr())
                            : times;
            default -> live;
        };
    }

    /** Notes which timestamp of the machine a line stands for. */
    void noteTime(PacketSpec.Tcp live, PacketSpec.Tcp line) {
        TcpOption.Timestamps its = timestamps(live);
        TcpOption.Timestamps said = timestamps(line);
        if (its != null && said != null) {
            echoes.put(said.val(), its.val());
            if (!knowsTime) {
                knowsTime = true;
                firstLiveTime = its.val();
                firstScriptTime = said.val();
            }
        }
    }

    static TcpOption.@Nullable Timestamps timestamps(PacketSpec.Tcp segment) {
        if (segment.options() != null) {
            for (TcpOption each : segment.options()) {
                if (each instanceof TcpOption.Timestamps times) {
                    return times;
                }
            }
        }
        return null;
    }
}
