package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.JvmProgram;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Apache MINA SSHD's own programs: a command on the other host, a file by SCP and by SFTP. */
final class SecureShellShow implements Show {
    private static final Path JAR = Published.jar("sshd", "sshd-cli-");
    private static final List<Path> JARS = List.of(Published.jars("sshd"));
    private static final String SSHD = "Apache MINA SSHD " + Published.version(JAR);
    private static final String CLIENT = "org.apache.sshd.cli.client.";
    private static final int LINES = 20_000;

    @Override
    public void play(Stage stage) throws Exception {
        Path served = stage.directory().resolve("served.txt");
        Files.write(served, lines());
        Path key = stage.directory().resolve("host.pem");
        Files.writeString(key, newKey());
        stage.hosts("client", "server");
        JvmProgram server =
                stage.start(
                        "server",
                        Command.of(
                                "org.apache.sshd.cli.server.SshServerMain",
                                JARS,
                                "-p",
                                "2222",
                                "-key-file",
                                key.toString()));
        stage.awaitListening("client", server, 2222);
        stage.show(
                SSHD + ", a command",
                "client",
                Command.of(
                        CLIENT + "SshClientMain",
                        JARS,
                        "-p",
                        "2222",
                        "-l",
                        "root",
                        "-w",
                        "root",
                        "server",
                        "cat",
                        served.toString()),
                "line 20000 of 20000",
                "");
        copy(stage, served);
    }

    private static void copy(Stage stage, Path served) throws Exception {
        Path fetched = stage.directory().resolve("fetched.txt");
        stage.prepare(
                "client",
                Command.of(
                        CLIENT + "ScpCommandMain",
                        JARS,
                        "-P",
                        "2222",
                        "-w",
                        "root",
                        "root@server:" + served,
                        fetched.toString()));
        assertThat(Files.mismatch(served, fetched)).as("where SCP's copy differs").isEqualTo(-1);
        Path put = stage.directory().resolve("put.txt");
        stage.show(
                SSHD + ", files by SCP and SFTP",
                "client",
                Command.client(
                        SftpFiles.class,
                        JARS,
                        "sftp://root:root@server:2222/",
                        fetched.toString(),
                        put.toString()),
                "put " + SftpFiles.summary(Files.readAllBytes(served)),
                "");
        assertThat(Files.mismatch(served, put)).as("where SFTP's copy differs").isEqualTo(-1);
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= LINES; i++) {
            lines.add("line %d of %d".formatted(i, LINES));
        }
        return lines;
    }

    /** As PKCS #8 has it, in PEM. */
    private static String newKey() throws Exception {
        KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
        maker.initialize(2_048);
        byte[] octets = maker.generateKeyPair().getPrivate().getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    }
}
