package io.jackfield.programs.published;

import io.jackfield.jdk.JvmProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tomcat's distribution with a directory of files; of its server.xml the connector for HTTP/2 and
 * TLS, which stands there as a comment, is in force.
 */
final class TomcatShow implements Show {
    private static final Path HOME = Published.distribution("apache-tomcat-");
    private static final Path BIN = HOME.resolve("bin");

    /** catalina.sh start, but for the paths, the logging and the directory of temporary files. */
    private static final List<String> CATALINA_SH =
            List.of(
                    "-Djdk.tls.ephemeralDHKeySize=2048",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");

    private static List<String> paths(Path base) {
        return List.of("-Dcatalina.base=" + base, "-Dcatalina.home=" + HOME);
    }

    @Override
    public List<String> jvmOptions(Path directory) {
        return Stream.concat(CATALINA_SH.stream(), paths(directory).stream()).toList();
    }

    @Override
    public void play(Stage stage) throws Exception {
        Path base = stage.directory();
        ServedFiles files = ServedFiles.make(base.resolve("webapps/files"));
        copyConfiguration(base);
        Path keys = base.resolve("conf/keystore.p12");
        Keys.make(keys);
        stage.hosts("client", "server");
        JvmProgram tomcat =
                stage.start(
                        "server",
                        Command.of(
                                "org.apache.catalina.startup.Bootstrap",
                                List.of(
                                        BIN.resolve("bootstrap.jar"),
                                        BIN.resolve("tomcat-juli.jar")),
                                "start"));
        stage.awaitListening("client", tomcat, 8443);
        String needed = "options of catalina.sh said to the JVM; its log manager left out";
        new WebClients(stage, "Tomcat " + Published.version(HOME), keys, needed).show(files);
    }

    /** As makebase.sh does. */
    private static void copyConfiguration(Path base) throws IOException {
        Path from = HOME.resolve("conf");
        Path to = Files.createDirectories(base.resolve("conf"));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Path server = to.resolve("server.xml");
        String text = Files.readString(server);
        int start = text.indexOf("<Connector port=\"8443\"");
        int end = text.indexOf("</Connector>", start) + "</Connector>".length();
        String connector =
                text.substring(start, end)
                        .replace("conf/localhost-rsa.jks", "conf/keystore.p12")
                        .replace("\"changeit\"", "\"" + Keys.PASSWORD + "\"")
                        .replace("\"RSA\"", "\"EC\"");
        Files.writeString(
                server,
                text.substring(0, text.lastIndexOf("<!--", start))
                        + connector
                        + text.substring(text.indexOf("-->", end) + "-->".length()));
    }
}
