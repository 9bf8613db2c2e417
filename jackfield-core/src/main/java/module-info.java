/** The socket system and the simulated network. */
@SuppressWarnings("module") // the modules named behind "to" are built after this one
module io.jackfield.core {
    requires static org.jspecify;

    uses io.jackfield.net.JavaMachines;

    // For everybody: what a program, a test or a tool is written against.
    exports io.jackfield.address;
    exports io.jackfield.host;
    exports io.jackfield.link;
    exports io.jackfield.net;
    exports io.jackfield.net.picture;
    exports io.jackfield.observe;
    exports io.jackfield.packet;
    exports io.jackfield.posix;
    exports io.jackfield.process;
    exports io.jackfield.time;
    exports io.jackfield.wire;

    // For our own modules: how it works inside, free to change.
    exports io.jackfield.buffer to
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.entropy to
            io.jackfield.agent,
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.file to
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.icmp to
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.ip to
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.ip.filter to
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.ip.route to
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.poll to
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.port to
            io.jackfield.cli,
            io.jackfield.jdk;
    exports io.jackfield.tcp to
            io.jackfield.cli,
            io.jackfield.jdk;
}
