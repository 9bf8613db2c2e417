/** Linux, the kernel that the JVM runs on, as a second set of system calls. */
module io.jackfield.linux {
    requires transitive io.jackfield.core;
    requires static org.jspecify;

    exports io.jackfield.linux;
}
