package io.jackfield.programs.published;

import io.jackfield.jdk.JvmProgram;

import java.nio.file.Path;

/** Jetty's distribution with a directory of files, over HTTP and over HTTP/2 with TLS. */
final class JettyShow implements Show {
    private static final Path HOME = Published.distribution("jetty-home-");
    private static final String JETTY = "Jetty " + Published.version(HOME);

    @Override
    public void play(Stage stage) throws Exception {
        Path base = stage.directory();
        ServedFiles files = ServedFiles.make(base.resolve("webapps/files"));
        Path keys = base.resolve("etc/keystore.p12");
        Keys.make(keys);
        stage.hosts("client", "server");
        Path start = HOME.resolve("start.jar");
        String where = "jetty.base=" + base;
        stage.prepare(
                "server",
                Command.jar(start, where, "--add-modules=http,https,http2,static-deploy"));
        String password = "jetty.sslContext.keyStorePassword=" + Keys.PASSWORD;
        JvmProgram jetty = stage.start("server", Command.jar(start, where, password));
        stage.awaitListening("client", jetty, 8443);
        new WebClients(stage, JETTY, keys, "").show(files);
    }
}
