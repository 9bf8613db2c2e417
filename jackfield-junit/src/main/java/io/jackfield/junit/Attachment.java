package io.jackfield.junit;

import io.jackfield.net.DeterministicTier;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.concurrent.TimeUnit;

/**
 * The agent in this JVM: there from the beginning, or attached once, by a JVM that is started for
 * it. {@code -Djackfield.agent=} says {@code auto}, which is usual, {@code never}, or {@code
 * required}.
 */
final class Attachment {
    private static final String SWITCHES = "network,identity,exit,time";
    private static final int PATIENCE_SECONDS = 30;

    private Attachment() {}

    /** The one attempt of this JVM, made when it is asked for. */
    private static final class Attempt {
        static final @Nullable String FAILURE = make();

        private Attempt() {}
    }

    /** Makes the attempt, if it is wanted and was not made. */
    static void begin() {
        String reason = failure();
        if (reason != null && "required".equals(mode())) {
            throw new IllegalStateException("the agent is required: " + reason);
        }
    }

    /** Why there is no agent; null if there is one. */
    static @Nullable String failure() {
        if (DeterministicTier.isInstalled()) {
            return null;
        }
        return "never".equals(mode()) ? "-Djackfield.agent=never" : Attempt.FAILURE;
    }

    private static String mode() {
        return System.getProperty("jackfield.agent", "auto");
    }

    private static @Nullable String make() {
        long began = System.nanoTime();
        String reason;
        try {
            Path jar = jar("io.jackfield.agent.Agent");
            reason =
                    Files.isRegularFile(jar)
                            ? attach(jar)
                            : "the agent is no jar here but " + jar + ", as before it is packaged";
            if (reason == null) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                System.err.println(AttachmentText.attached(jar, millis));
            }
        } catch (ClassNotFoundException e) {
            reason = "jackfield-agent is not on the class path";
        } catch (IOException | URISyntaxException e) {
            reason = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "interrupted while it was attached";
        }
        if (reason != null) {
            System.err.println(AttachmentText.failed(reason));
        }
        return reason;
    }

    /** Null if it went well, otherwise what the other JVM said. */
    private static @Nullable String attach(Path agent)
            throws IOException, InterruptedException, ClassNotFoundException, URISyntaxException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                jar(AttachMain.class.getName()).toString(),
                                AttachMain.class.getName(),
                                Long.toString(ProcessHandle.current().pid()),
                                agent.toString(),
                                SWITCHES)
                        .redirectErrorStream(true)
                        .start();
        child.getOutputStream().close();
        if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            child.destroyForcibly();
            return "attaching took longer than " + PATIENCE_SECONDS + " s";
        }
        String said =
                new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (child.exitValue() != 0) {
            return said.isEmpty() ? "exit status " + child.exitValue() : said;
        }
        return DeterministicTier.isInstalled() ? null : "it did not begin: " + said;
    }

    /** Where a class comes from: a jar, or a folder. */
    private static Path jar(String type) throws ClassNotFoundException, URISyntaxException {
        CodeSource source =
                Class.forName(type, false, Attachment.class.getClassLoader())
                        .getProtectionDomain()
                        .getCodeSource();
        return Path.of(source.getLocation().toURI());
    }
}
