package io.jackfield.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sizes, package descriptions, reminders and sleeps of every Java file of every module. */
class TidyTest {

    private static final String PACKAGE_INFO = "package-info.java";

    private static List<JavaSource> mainSources = List.of();
    private static List<JavaSource> testSources = List.of();

    @BeforeAll
    static void parse() {
        mainSources = Repository.javaFiles("main").stream().map(JavaSource::read).toList();
        testSources = Repository.javaFiles("test").stream().map(JavaSource::read).toList();
    }

    @Test
    void noFileIsLong() {
        assertNone(allSources(), JavaSource::longFile);
        String source = "class A {}\n" + "\n".repeat(400);
        assertThat(JavaSource.parse("A.java", source).longFile())
                .containsExactly("A.java has 401 lines, at most 400");
    }

    @Test
    void noMethodIsLong() {
        assertNone(allSources(), JavaSource::longMethods);
        String body = "int a;\n".repeat(60);
        String source = "class A {\nvoid m() {%s}\nstatic {%s}\n}".formatted(body, body);
        assertThat(JavaSource.parse("A.java", source).longMethods())
                .containsExactlyInAnyOrder(
                        "A.java:2 A.m has 61 lines, at most 60",
                        "A.java:63 A's initialiser has 61 lines, at most 60");
    }

    @Test
    void noReminderIsBare() {
        assertNone(allSources(), JavaSource::bareReminders);
        String source =
                """
                class A { // TODO
                    String s = "// TODO"; /* text
                      FIXME: later */
                    // TODO: RFC 1122 source routes are refused until a user asks
                }
                """;
        assertThat(JavaSource.parse("A.java", source).bareReminders())
                .containsExactly(
                        "A.java:1 a reminder without explanation",
                        "A.java:3 a reminder without explanation");
    }

    @Test
    void noTestSleeps() {
        assertNone(testSources.stream().filter(each -> !each.isOfPrograms()), JavaSource::sleeps);
        String source =
                "class A { void m() { Thread.sleep(1); TimeUnit.DAYS.sleep(1); a.sleep(); } }";
        assertThat(JavaSource.parse("A.java", source).sleeps()).hasSize(2);
    }

    @Test
    void everyLockThatIsTakenIsGivenBack() {
        assertNone(mainSources.stream(), JavaSource::keptLocks);
        String source =
                "class A { void m() { a.lock(); b.lock(); try { } finally { b.unlock(); } } }";
        assertThat(JavaSource.parse("A.java", source).keptLocks())
                .containsExactly("A.java keeps a");
    }

    @Test
    void everyPackageIsDescribed() {
        assertThat(undescribed(packages("main"), packages("test"))).isEmpty();
    }

    @Test
    void everyDescriptionBeginsWithWordsAndMarksNull() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.javaFiles("main")) {
            if (file.endsWith(PACKAGE_INFO)) {
                String text = Files.readString(file);
                if (!text.startsWith("/**") || !text.contains("@NullMarked")) {
                    found.add(Repository.name(file));
                }
            }
        }
        assertThat(found).as("package-info without Javadoc or @NullMarked").isEmpty();
    }

    @Test
    void aPackageWithoutDescriptionIsFound() {
        Path described = Path.of("m/src/main/java/a");
        assertThat(
                        undescribed(
                                List.of(described.resolve(PACKAGE_INFO)),
                                List.of(
                                        Path.of("m/src/test/java/a/ATest.java"),
                                        Path.of("m/src/test/java/b/BTest.java"))))
                .containsExactly("m/src/test/java/b");
    }

    private static List<Path> packages(String mainOrTest) {
        return Repository.javaFiles(mainOrTest).stream()
                .map(Repository.root()::relativize)
                .filter(file -> !file.endsWith("module-info.java"))
                .toList();
    }

    /** Directories whose package has a description neither in main nor in test code. */
    private static Set<String> undescribed(List<Path> mainFiles, List<Path> testFiles) {
        Set<String> described =
                Stream.concat(mainFiles.stream(), testFiles.stream())
                        .filter(file -> file.endsWith(PACKAGE_INFO))
                        .map(file -> asMain(file.getParent()))
                        .collect(Collectors.toSet());
        return Stream.concat(mainFiles.stream(), testFiles.stream())
                .map(Path::getParent)
                .filter(directory -> !described.contains(asMain(directory)))
                .map(Path::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A test directory has the description of the main package of the same name. */
    private static String asMain(Path directory) {
        return directory.toString().replace("/src/test/java/", "/src/main/java/");
    }

    private static Stream<JavaSource> allSources() {
        return Stream.concat(mainSources.stream(), testSources.stream());
    }

    private static void assertNone(
            Stream<JavaSource> sources, Function<JavaSource, List<String>> rule) {
        assertThat(sources.flatMap(source -> rule.apply(source).stream())).isEmpty();
    }
}
