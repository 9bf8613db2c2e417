package io.jackfield.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code Class} or {@code Class#method} means. */
final class ExploredTests {
    private ExploredTests() {}

    /**
     * Its {@link SimTest}s, in JUnit's order.
     *
     * @throws IllegalArgumentException if there are none
     */
    static List<TestName> of(String words) {
        int at = words.indexOf('#');
        Class<?> type = type(at < 0 ? words : words.substring(0, at));
        String method = at < 0 ? "" : words.substring(at + 1);
        List<TestName> found = new ArrayList<>();
        TestPlan plan =
                Quietly.launcher()
                        .discover(
                                LauncherDiscoveryRequestBuilder.request()
                                        .selectors(selectClass(type))
                                        .build());
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier each : plan.getDescendants(root)) {
                each.getSource()
                        .filter(source -> source instanceof MethodSource)
                        .map(MethodSource.class::cast)
                        .filter(source -> source.getJavaMethod().isAnnotationPresent(SimTest.class))
                        .map(source -> new TestName(source.getJavaClass(), source.getJavaMethod()))
                        .ifPresent(found::add);
            }
        }
        List<TestName> chosen =
                found.stream()
                        .filter(each -> at < 0 || each.method().getName().equals(method))
                        .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    found.isEmpty()
                            ? type.getName() + " has no @SimTest"
                            : type.getName()
                                    + " has no @SimTest "
                                    + method
                                    + ", but "
                                    + names(found));
        }
        return chosen;
    }

    private static String names(List<TestName> tests) {
        return String.join(", ", tests.stream().map(each -> each.method().getName()).toList());
    }

    /**
     * By its name; without a package, as replay lines have it, looked for in folders of classes.
     */
    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            List<String> found = name.contains(".") ? List.of() : inFolders(name + ".class");
            if (found.size() != 1) {
                throw new IllegalArgumentException(
                        found.isEmpty()
                                ? "there is no class " + name + " on the class path"
                                : "which " + name + ": " + String.join(", ", found) + "?",
                        e);
            }
            return type(found.getFirst());
        }
    }

    private static List<String> inFolders(String file) {
        List<String> found = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path folder = Path.of(entry);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(each -> each.endsWith(file))
                            .map(each -> folder.relativize(each).toString())
                            .map(each -> each.replace(File.separatorChar, '.'))
                            .map(each -> each.substring(0, each.length() - ".class".length()))
                            .filter(each -> each.contains("."))
                            .forEach(found::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return found;
    }
}
