/** The JUnit extension. */
module io.jackfield.junit {
    requires transitive io.jackfield.core;
    requires io.jackfield.jdk;
    requires java.management;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.commons;
    requires org.junit.platform.engine;
    requires org.junit.platform.launcher;
    requires static jdk.attach;
    requires static org.jspecify;

    exports io.jackfield.junit;

    provides org.junit.platform.launcher.LauncherSessionListener with
            io.jackfield.junit.AttachAtStart;
}
