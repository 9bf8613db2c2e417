package io.jackfield.programs.netty;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs classes or packages of tests on the calling thread and writes how each test ended. */
final class Suite {
    /** A test that waits for what does not come fails by then. */
    private static final String LIMIT = "60 s";

    private Suite() {}

    /** The report's file and what to run; on the kernel. */
    public static void main(String[] args) {
        endAfter(() -> run(args));
    }

    /** What may fail, and returns nothing. */
    interface Body {
        void run() throws Exception;
    }

    /** Ends this JVM: event loops of the suite are never shut down. */
    static void endAfter(Body body) {
        try {
            body.run();
            System.exit(0);
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    static void run(String[] args) throws IOException {
        List<DiscoverySelector> selectors =
                Arrays.stream(args).skip(1).map(Suite::selector).toList();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectors)
                        .configurationParameter(
                                "junit.jupiter.execution.timeout.testable.method.default", LIMIT)
                        .build();
        try (PrintWriter lines =
                new PrintWriter(Files.newBufferedWriter(Path.of(args[0])), /* autoFlush= */ true)) {
            LauncherFactory.create().execute(request, new OutcomeWriter(lines));
        }
    }

    private static DiscoverySelector selector(String name) {
        return name.endsWith("Test")
                ? DiscoverySelectors.selectClass(name)
                : DiscoverySelectors.selectPackage(name);
    }
}
