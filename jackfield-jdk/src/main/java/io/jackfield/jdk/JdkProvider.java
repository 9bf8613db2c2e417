package io.jackfield.jdk;

import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;

/**
 * The JDK's own providers of channels, which ours stand in front of.
 *
 * <p>The JDK hands them out only as the answer of {@link SelectorProvider#provider} and its like,
 * which is ours by then, and their package is not exported. What may make an object of a public
 * class in any package is a {@link Provider.Service}: the factory of the Java Cryptography
 * Architecture, public API that looks its classes up by name.
 */
final class JdkProvider extends Provider {
    private static final long serialVersionUID = 1;
    private static final String TYPE = "ChannelProvider";

    private static final SelectorProvider SELECTORS =
            (SelectorProvider)
                    find(
                            "EPollSelectorProvider",
                            "KQueueSelectorProvider",
                            "WEPollSelectorProvider");

    /** Apart, because few programs need it. */
    private static final class Asynchronous {
        private static final AsynchronousChannelProvider FOUND =
                (AsynchronousChannelProvider)
                        find(
                                "LinuxAsynchronousChannelProvider",
                                "BsdAsynchronousChannelProvider",
                                "WindowsAsynchronousChannelProvider");
    }

    private JdkProvider(String kind) {
        super("Jackfield", "1", "the JDK's channels");
        putService(new Service(this, TYPE, "jdk", "sun.nio.ch." + kind, null, null));
    }

    static SelectorProvider get() {
        return SELECTORS;
    }

    static AsynchronousChannelProvider asynchronous() {
        return Asynchronous.FOUND;
    }

    /** What the JDK has on Linux, macOS or Windows. */
    private static Object find(String... kinds) {
        IllegalStateException none =
                new IllegalStateException("this JDK has none of " + List.of(kinds));
        for (String kind : kinds) {
            try {
                Service service = new JdkProvider(kind).getService(TYPE, "jdk");
                return service.newInstance(null);
            } catch (GeneralSecurityException e) {
                none.addSuppressed(e);
            }
        }
        throw none;
    }
}
