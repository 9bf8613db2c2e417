/** The JDK's doors: channels, sockets and name resolution on Jackfield. */
module io.jackfield.jdk {
    requires io.jackfield.core;
    requires static org.jspecify;
}
