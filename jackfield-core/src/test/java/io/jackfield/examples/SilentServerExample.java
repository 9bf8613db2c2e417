package io.jackfield.examples;

import static io.jackfield.posix.Family.AF_INET;
import static io.jackfield.posix.Family.SOCK_STREAM;

import io.jackfield.host.Host;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.posix.Errno;
import io.jackfield.posix.SocketAddress;

/** A client that connects to a server behind a black hole, in virtual time. */
final class SilentServerExample {
    private SilentServerExample() {}

    /** What the client saw, and when. */
    static String run() {
        // @start region="silent-server"
        StringBuilder seen = new StringBuilder();
        try (World world = World.scripted(1)) {
            Host app = world.host("app");
            Host db = world.host("db");
            PatchCable cable = world.cable(app, db).netem("delay 20ms loss 1%");
            cable.from(db).blackhole(); // the database answers, and nothing arrives
            app.start(
                    "client",
                    os -> {
                        int fd = os.socket(AF_INET, SOCK_STREAM, 0);
                        int result = os.connect(fd, SocketAddress.inet(db.address(), 5432));
                        seen.append(Errno.of(result))
                                .append(" after ")
                                .append(os.nanoTime() / 1_000_000_000)
                                .append(" s");
                        return 0;
                    });
            world.run(); // 131 seconds of Linux's SYN retransmissions, in milliseconds
        }
        // @end region="silent-server"
        return seen.toString();
    }
}
