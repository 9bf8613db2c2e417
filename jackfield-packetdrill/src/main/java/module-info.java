/** packetdrill scripts, run against Jackfield and against the kernel. */
module io.jackfield.packetdrill {
    requires transitive io.jackfield.core;
    requires io.jackfield.linux;
    requires static org.jspecify;

    exports io.jackfield.packetdrill;
}
