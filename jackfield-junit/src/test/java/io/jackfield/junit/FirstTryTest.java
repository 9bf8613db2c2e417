package io.jackfield.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;

import java.net.ServerSocket;
import java.net.Socket;

class FirstTryTest {
    @SimTest(seeds = 3)
    void connects(Net net) throws Exception {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms loss 1%");
        ServerSocket s = db.call(() -> new ServerSocket(5432));
        net.blackhole(db, app);
        long began = System.nanoTime();
        app.call(() -> { try (Socket x = new Socket("db", 5432)) { return x.getLocalPort(); } });
    }
}
