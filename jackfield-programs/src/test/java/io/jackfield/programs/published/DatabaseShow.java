package io.jackfield.programs.published;

import io.jackfield.jdk.JvmProgram;

import java.nio.file.Path;
import java.util.List;

/** The H2 database as a server, and a pool of connections to it. */
final class DatabaseShow implements Show {
    private static final Path JAR = Published.jar("h2", "h2-");
    private static final Path POOL = Published.jar("h2", "HikariCP-");

    @Override
    public void play(Stage stage) throws Exception {
        stage.hosts("client", "server");
        JvmProgram server =
                stage.start(
                        "server",
                        Command.of(
                                "org.h2.tools.Server",
                                List.of(JAR),
                                "-tcp",
                                "-tcpAllowOthers",
                                "-ifNotExists"));
        stage.awaitListening("client", server, 9092);
        stage.show(
                "H2 " + Published.version(JAR) + " and HikariCP " + Published.version(POOL),
                "client",
                Command.client(
                        PooledRows.class,
                        List.of(Published.jars("h2")),
                        "jdbc:h2:tcp://server/mem:bank;DB_CLOSE_DELAY=-1"),
                PooledRows.expected(),
                "");
    }
}
