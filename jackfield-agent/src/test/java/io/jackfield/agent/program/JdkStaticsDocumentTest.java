package io.jackfield.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/reference/jdk-statics.md, and that the tests are there which it names. */
class JdkStaticsDocumentTest {
    private static final Path FILE = Repository.root().resolve("docs/reference/jdk-statics.md");
    private static final String HOST = "each host's own";
    private static final String PROGRAM = "each program's own";
    private static final String ALL = "one for all";
    private static final String STATICS = "agent.program.JdkStaticsTest";

    private static final String HEAD =
            """
            # What the JDK keeps once per JVM

            Whose it is with the agent; [0006](../decisions/0006-what-is-one-per-jvm.md) has the reasons. A program is a class or jar that a `Jvm` started, with a class loader of its own;
            lambdas on hosts share the test's, and what they set is one for all. Written by `mvn verify -Djackfield.write=true` from `JdkStaticsDocumentTest`, which also checks that the tests are there.

            | the JDK keeps | it is | test |
            |---|---|---|
            """;

    /** A line of the table; the test is a class below io.jackfield and a method of it. */
    private record Row(String what, String whose, String type, String method) {
        private String line() {
            String simple = type.substring(type.lastIndexOf('.') + 1);
            return "| %s | %s | `%s.%s` |%n".formatted(what, whose, simple, method);
        }
    }

    private static List<Row> rows() {
        return Stream.of(ofNetworks(), ofPrograms(), ofAll()).flatMap(List::stream).toList();
    }

    private static List<Row> ofNetworks() {
        String caches = "agent.network.OwnCachesTest";
        return List.of(
                new Row(
                        "connections that `HttpURLConnection` keeps alive",
                        HOST + ", by who made the connection",
                        caches,
                        "aConnectionThatIsKeptAliveIsTheHosts"),
                new Row(
                        "passwords that `HttpURLConnection` remembers",
                        HOST,
                        caches,
                        "aPasswordIsRememberedByTheHostThatGaveIt"),
                new Row(
                        "what names resolved to",
                        HOST + ", with the JDK's time to live on the host's clock",
                        "jdk.NamesTest",
                        "aHostRemembersForAsLongAsTheJdkWould"),
                new Row(
                        "the local host's name and address, for five seconds",
                        "not kept",
                        "agent.network.InterfacesTest",
                        "theLocalHostIsTheHost"),
                new Row(
                        "providers of channels",
                        "ours for all threads; it gives a thread of no host the JDK's",
                        "agent.network.AgentParityTest",
                        "aThreadOfNoHostReportsWhatTheJdkReports"),
                new Row(
                        "the common pool",
                        "for whoever comes: the program on the stack, else refused",
                        "agent.identity.ThreadsOfEveryOriginTest",
                        "theCommonPoolWorksForWhoeverComesAndIsRefused"));
    }

    private static List<Row> ofPrograms() {
        String contexts = "agent.network.OwnContextsTest";
        return List.of(
                new Row(
                        "the default `SSLContext` with its sessions, where none is named",
                        HOST,
                        contexts,
                        "everyHostHasADefaultContextOfItsOwn"),
                new Row(
                        "`SSLContext.setDefault`, `HttpsURLConnection.setDefaultSSLSocketFactory`",
                        PROGRAM,
                        STATICS,
                        "whatTlsUsesIsAProgramsOwn"),
                new Row(
                        "system properties",
                        PROGRAM + ": a copy, with its own `-D` and `java.class.path`",
                        STATICS,
                        "systemPropertiesAreAProgramsOwn"),
                new Row(
                        "`Authenticator`, `CookieHandler`, `ProxySelector`",
                        PROGRAM + ", once it has set one",
                        STATICS,
                        "theDefaultsOfJavaNetAreAProgramsOwn"),
                new Row(
                        "`URL`'s handlers and their factory",
                        PROGRAM,
                        STATICS,
                        "handlersOfUrlsAreAProgramsOwn"),
                new Row(
                        "`Runtime`'s exit and shutdown hooks",
                        PROGRAM,
                        "agent.program.ExitTest",
                        "exitRunsTheHooksWithTheDescriptorsOpenAndEndsTheThreads"),
                new Row(
                        "`DriverManager`'s search for drivers, made once",
                        PROGRAM,
                        "agent.program.DriversTest",
                        "eachProgramFindsItsOwnDriversAndNoOthers"),
                new Row(
                        "the system class loader",
                        PROGRAM + ", as `java -cp` has it",
                        "agent.program.ExitTest",
                        "theSystemClassLoaderIsTheProgramsAndOutsideTheJvms"));
    }

    private static List<Row> ofAll() {
        return List.of(
                new Row(
                        "JDBC drivers that were registered",
                        ALL + ", given by class loader, which is the program's",
                        STATICS,
                        "aDriverIsSeenByTheProgramThatRegisteredIt"),
                new Row(
                        "standard output and error",
                        PROGRAM,
                        "jdk.programs.ProgramTest",
                        "theStaticsOfAProgramAreItsOwn"),
                new Row(
                        "loggers, levels and handlers of `java.util.logging`",
                        ALL + ", until the JVM ends",
                        "agent.program.LogsTest",
                        "aProgramLogsAfterTheOneThatLoggedFirstHasEnded"),
                new Row(
                        "`Locale` and `TimeZone` by default,"
                                + " `HttpURLConnection.setFollowRedirects`, names of MBeans",
                        ALL,
                        STATICS,
                        "localeZoneRedirectsAndBeansAreOneForAll"),
                new Row(
                        "`System.setOut`, `setErr`, `setIn`",
                        ALL,
                        "agent.program.SetStreamTest",
                        "isForAll"));
    }

    @Test
    void isUpToDate() throws IOException {
        String text = HEAD + rows().stream().map(Row::line).collect(Collectors.joining());
        if (Boolean.getBoolean("jackfield.write")) {
            Files.writeString(FILE, text);
        }
        assertThat(Files.readString(FILE)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theTestIsThere(Row row) throws ClassNotFoundException {
        Class<?> type = Class.forName("io.jackfield." + row.type);
        assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
                .contains(row.method);
    }
}
