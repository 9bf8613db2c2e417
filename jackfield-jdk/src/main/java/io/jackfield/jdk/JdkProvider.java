package io.jackfield.jdk;

import java.nio.channels.spi.SelectorProvider;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.List;

/**
 * The JDK's own selector provider, which ours stands in front of.
 *
 * <p>The JDK hands it out only as the answer of {@link SelectorProvider#provider}, which is ours by
 * then, and its package is not exported. What may make an object of a public class in any package
 * is a {@link Provider.Service}: the factory of the Java Cryptography Architecture, public API that
 * looks its classes up by name.
 */
final class JdkProvider extends Provider {
    private static final long serialVersionUID = 1;
    private static final String TYPE = "SelectorProvider";

    /** What DefaultSelectorProvider picks on Linux, macOS and Windows. */
    private static final List<String> KINDS =
            List.of("EPollSelectorProvider", "KQueueSelectorProvider", "WEPollSelectorProvider");

    private static final SelectorProvider FOUND = find();

    private JdkProvider(String kind) {
        super("Jackfield", "1", "the JDK's selector provider");
        putService(new Service(this, TYPE, "jdk", "sun.nio.ch." + kind, null, null));
    }

    static SelectorProvider get() {
        return FOUND;
    }

    private static SelectorProvider find() {
        IllegalStateException none =
                new IllegalStateException("this JDK has none of the selector providers " + KINDS);
        for (String kind : KINDS) {
            try {
                Service service = new JdkProvider(kind).getService(TYPE, "jdk");
                return (SelectorProvider) service.newInstance(null);
            } catch (GeneralSecurityException e) {
                none.addSuppressed(e);
            }
        }
        throw none;
    }
}
