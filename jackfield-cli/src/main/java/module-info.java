/** The {@code jackfield} command. */
module io.jackfield.cli {
    requires info.picocli;
    requires io.jackfield.core;
    requires io.jackfield.jdk;
    requires io.jackfield.packetdrill;
    requires java.management;
    requires java.net.http;
    requires static org.jspecify;
    requires org.eclipse.jetty.server;
    requires org.snakeyaml.engine;

    opens io.jackfield.cli to
            info.picocli;
    opens io.jackfield.cli.bench to
            info.picocli;
    opens io.jackfield.cli.check to
            info.picocli;
    opens io.jackfield.cli.demo to
            info.picocli;
    opens io.jackfield.cli.explore to
            info.picocli;
    opens io.jackfield.cli.packetdrill to
            info.picocli;
    opens io.jackfield.cli.run to
            info.picocli;
}
