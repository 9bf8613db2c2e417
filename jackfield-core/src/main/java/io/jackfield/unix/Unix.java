package io.jackfield.unix;

import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.file.OpenFile;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** AF_UNIX of one host: what its endpoints have in common. Under the host's lock. */
public final class Unix {
    final PayloadPool payloads;
    final Names names;
    final Flight flight;
    private final Settings settings;
    private int lastInode;

    /**
     * @param release gives a reference to a file up that a message had
     */
    public Unix(
            Settings settings, SlabPool slabs, HostEntropy entropy, Consumer<OpenFile> release) {
        this.settings = settings;
        this.payloads = new PayloadPool(slabs);
        this.names = new Names(entropy);
        this.flight = new Flight(release);
    }

    /** An endpoint that nobody uses yet. */
    public UnixEndpoint create(int type) {
        return new UnixEndpoint(
                this,
                type,
                ++lastInode,
                settings.get(Setting.WMEM_DEFAULT),
                settings.get(Setting.UNIX_MAX_DGRAM_QLEN));
    }

    /** net.core.somaxconn. */
    int mostWaiting() {
        return settings.get(Setting.SOMAXCONN);
    }

    /** unlink(2) for a user. */
    public int unlink(String path, int uid) {
        return names.paths().unlink(path, uid);
    }

    /** chmod(2) for a user. */
    public int chmod(String path, int mode, int uid) {
        return names.paths().chmod(path, mode, uid);
    }

    /** Gives up the references of files that were to be sent, or received. */
    public void giveUp(@Nullable Rights rights) {
        if (rights != null) {
            flight.giveUp(rights);
        }
    }

    /** Ends the sockets that only messages refer to which nobody can receive. */
    public void collect() {
        flight.collect();
    }

    @Nullable UnixEndpoint find(SocketAddress address, int type, int uid) {
        return names.find(address, type, uid);
    }
}
