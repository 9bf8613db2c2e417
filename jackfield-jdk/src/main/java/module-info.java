/** The JDK's doors: channels, sockets and name resolution on Jackfield. */
@SuppressWarnings("module") // the module named behind "to" is built after this one
module io.jackfield.jdk {
    requires io.jackfield.core;
    requires jdk.net;
    requires static org.jspecify;

    exports io.jackfield.jdk;
    exports io.jackfield.jdk.channel to
            io.jackfield.agent;
    exports io.jackfield.jdk.classic to
            io.jackfield.agent;

    provides io.jackfield.net.JavaMachines with
            io.jackfield.jdk.JavaOnHosts;
    provides java.net.spi.InetAddressResolverProvider with
            io.jackfield.jdk.HostResolverProvider;
    provides java.nio.channels.spi.AsynchronousChannelProvider with
            io.jackfield.jdk.JackfieldAsynchronousChannelProvider;
    provides java.nio.channels.spi.SelectorProvider with
            io.jackfield.jdk.JackfieldSelectorProvider;
}
