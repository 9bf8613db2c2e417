/** The JDK's doors: channels, sockets and name resolution on Jackfield. */
module io.jackfield.jdk {
    requires io.jackfield.core;
    requires jdk.net;
    requires static org.jspecify;

    exports io.jackfield.jdk;

    provides java.net.spi.InetAddressResolverProvider with
            io.jackfield.jdk.HostResolverProvider;
    provides java.nio.channels.spi.SelectorProvider with
            io.jackfield.jdk.JackfieldSelectorProvider;
}
