/** The JUnit extension, and assertions for those who have AssertJ. */
module io.jackfield.junit {
    requires transitive io.jackfield.core;
    requires io.jackfield.jdk;
    requires java.management;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;
    requires org.junit.platform.engine;
    requires org.junit.platform.launcher;
    requires static jdk.attach;
    requires static org.assertj.core;
    requires static org.jspecify;

    exports io.jackfield.junit;
    exports io.jackfield.junit.assertions;

    provides org.junit.platform.launcher.LauncherSessionListener with
            io.jackfield.junit.AttachAtStart;
}
