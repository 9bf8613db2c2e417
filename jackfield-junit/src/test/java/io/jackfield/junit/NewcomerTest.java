package io.jackfield.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A newcomer's minutes: a Maven project outside the repository, one dependency, the README's test.
 * {@code -Djackfield.newcomer=true} needs Maven and the network; with {@code
 * -Djackfield.write=true} it writes docs/reference/newcomer.md.
 */
@EnabledIfSystemProperty(named = "jackfield.newcomer", matches = "true")
class NewcomerTest {
    private static final Path ROOT = Repository.root();
    private static final Path FILE = ROOT.resolve("docs/reference/newcomer.md");
    private static final String BEGIN = "<!-- run: begin -->\n";
    private static final String END = "<!-- run: end -->";
    private static final String TEST = "SilentDatabaseTest.java";
    private static final List<String> MODULES =
            List.of(
                    "jackfield-core",
                    "jackfield-hooks",
                    "jackfield-jdk",
                    "jackfield-agent",
                    "jackfield-junit");

    private final StringBuilder text = new StringBuilder("| run | seconds | |\n|---|--:|---|\n");
    private List<String> said = List.of();

    @TempDir private Path folder;

    @Test
    void oneDependencyAndTheReadmesTestAreGreen() throws Exception {
        Path local = folder.resolve("repository");
        install(local);
        Path project = folder.resolve("project");
        Path tests = Files.createDirectories(project.resolve("src/test/java"));
        Files.writeString(project.resolve("pom.xml"), pom());
        Files.writeString(tests.resolve(TEST), test());
        run(project, local, "`mvn test`, with nothing but Jackfield in the local repository");
        run(project, local, "`mvn test`, again");
        text.append("\nWhat was printed, without Maven's own lines:\n\n```\n");
        said.forEach(line -> text.append(line).append('\n'));
        text.append("```\n");
        if (Boolean.getBoolean("jackfield.write")) {
            String document = Files.readString(FILE);
            int from = document.indexOf(BEGIN) + BEGIN.length();
            int to = document.indexOf(END);
            Files.writeString(FILE, document.substring(0, from) + text + document.substring(to));
        }
    }

    /** As {@code mvn install} does: each jar with its POM. */
    private static void install(Path local) throws IOException {
        String version = version();
        copy(ROOT.resolve("pom.xml"), local, "jackfield-parent", version, "pom");
        for (String module : MODULES) {
            copy(ROOT.resolve(module).resolve("pom.xml"), local, module, version, "pom");
            String jar = module + "-" + version + ".jar";
            copy(
                    ROOT.resolve(module).resolve("target").resolve(jar),
                    local,
                    module,
                    version,
                    "jar");
        }
    }

    private static void copy(Path file, Path local, String module, String version, String type)
            throws IOException {
        Path to = local.resolve("io/jackfield").resolve(module).resolve(version);
        Files.createDirectories(to);
        Files.copy(file, to.resolve(module + "-" + version + "." + type));
    }

    private static String version() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        return pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    }

    /** What the README says between two marks, without indents. */
    private static String readme(String language, String after) throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int from = readme.indexOf("```" + language + "\n", readme.indexOf(after));
        assertThat(from).as(after).isPositive();
        int begin = readme.indexOf('\n', from) + 1;
        return readme.substring(begin, readme.indexOf("\n```", begin)) + "\n";
    }

    private static String test() throws IOException {
        return readme("java", "SilentDatabaseTest.java#newcomer");
    }

    /** The POM of Maven's quickstart archetype 1.5, on JDK 25, with the README's dependency. */
    private static String pom() throws IOException {
        return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>newcomer</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>25</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <dependencies>
        %s  </dependencies>
          <build><plugins>
            <plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
            <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.13.0</version></plugin>
            <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.3.0</version></plugin>
          </plugins></build>
        </project>
        """
                .formatted(readme("xml", "One test dependency:"));
    }

    private void run(Path project, Path local, String what) throws Exception {
        Path log = project.resolve("maven.log");
        ProcessBuilder builder =
                new ProcessBuilder("mvn", "-B", "-ntp", "-Dmaven.repo.local=" + local, "test");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.directory(project.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        long began = System.nanoTime();
        int status = builder.start().waitFor();
        double seconds = (System.nanoTime() - began) / 1e9;
        List<String> lines = Files.readAllLines(log);
        assertThat(status).as("%s", lines).isEqualTo(0);
        String tests = find(lines.stream(), "Tests run: ");
        assertThat(tests).contains("Tests run: 20, Failures: 0, Errors: 0, Skipped: 0");
        said =
                lines.stream()
                        .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                        .filter(line -> !line.startsWith("[") && !line.isBlank())
                        .filter(line -> !line.contains("sun.misc.Unsafe")) // Maven's own Guava
                        .filter(line -> !line.contains("com.google.common"))
                        .map(line -> line.replace(folder.toString(), "…"))
                        .toList();
        text.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %s |%n",
                        what,
                        seconds,
                        tests.replaceFirst(".*?(Tests run.*?)( -- .*)?$", "$1")));
    }

    private static String find(Stream<String> lines, String part) {
        return lines.filter(line -> line.contains(part))
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no " + part)));
    }
}
