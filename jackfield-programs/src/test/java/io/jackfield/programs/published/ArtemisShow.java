package io.jackfield.programs.published;

import io.jackfield.jdk.JvmProgram;

import java.nio.file.Path;
import java.util.List;

/** ActiveMQ Artemis' distribution: a broker is created, then run, and serves a client. */
final class ArtemisShow implements Show {
    private static final Path HOME = Published.distribution("apache-artemis-");
    private static final String BOOT = "org.apache.activemq.artemis.boot.Artemis";
    private static final int MESSAGES = 60;

    private static Command artemis(String... arguments) throws Exception {
        return Command.of(BOOT, List.of(HOME.resolve("lib/artemis-boot.jar")), arguments);
    }

    @Override
    public List<String> jvmOptions(Path directory) {
        return List.of("-Dartemis.home=" + HOME, "-Dio.netty.transport.noNative=true");
    }

    @Override
    public void play(Stage stage) throws Exception {
        Path instance = stage.directory().resolve("instance");
        Path etc = instance.resolve("etc");
        stage.hosts("client", "broker");
        stage.prepare(
                "broker",
                artemis(
                        "create",
                        instance.toString(),
                        "--user=admin",
                        "--password=admin",
                        "--allow-anonymous",
                        "--host=broker",
                        "--nio",
                        "--no-autotune",
                        "--no-web"));
        stage.property("artemis.instance", instance);
        stage.property("java.security.auth.login.config", etc.resolve("login.config"));
        stage.property("log4j2.configurationFile", etc.resolve("log4j2.properties"));
        JvmProgram broker = stage.start("broker", artemis("run"));
        stage.awaitListening("client", broker, 61616);
        stage.show(
                "ActiveMQ Artemis " + Published.version(HOME),
                "client",
                Command.client(
                        JmsClient.class,
                        List.of(HOME.resolve("lib/*")),
                        "tcp://broker:61616",
                        Integer.toString(MESSAGES)),
                Messages.all(MESSAGES, JmsClient.NAME).summary(),
                "properties of its start script said to the JVM; `io.netty.transport.noNative`");
    }
}
