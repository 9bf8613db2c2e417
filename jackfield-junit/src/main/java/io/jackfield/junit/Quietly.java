package io.jackfield.junit;

import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.util.Map;

/** One test run by JUnit inside this JVM, one seed after the other, with nobody else listening. */
final class Quietly {
    private Quietly() {}

    static void run(
            TestName test, Map<String, String> parameters, TestExecutionListener... listeners) {
        launcher().execute(request(test, parameters).build(), listeners);
    }

    static Launcher launcher() {
        return LauncherFactory.create(
                LauncherConfig.builder()
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build());
    }

    static LauncherDiscoveryRequestBuilder request(TestName test, Map<String, String> parameters) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(test.selector())
                .configurationParameters(parameters)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false");
    }
}
