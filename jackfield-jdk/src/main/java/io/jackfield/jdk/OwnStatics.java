package io.jackfield.jdk;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What a program has of its own where the JDK has a static field. What it has not set is the JVM's,
 * but for system properties, of which it has a copy, and handlers of URLs, which it finds itself.
 */
final class OwnStatics {
    private static final String PROPERTIES = "SYSTEM_PROPERTIES";
    private static final String URL_FACTORY = "URL_HANDLER_FACTORY";
    private static final String URL_HANDLERS = "URL_HANDLERS";

    /** Stands for null. */
    private static final Object NOTHING = new Object();

    private final Map<String, Object> values = new ConcurrentHashMap<>();
    private final Properties first = new Properties();

    OwnStatics(Launch launch) {
        first.putAll((Properties) System.getProperties().clone());
        first.setProperty(
                "java.class.path",
                launch.classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        first.putAll(launch.properties());
        values.put(PROPERTIES, first.clone());
        values.put(URL_HANDLERS, noHandlers());
    }

    @SuppressWarnings("JdkObsolete") // the type of URL's field
    private static Object noHandlers() {
        return new Hashtable<String, Object>();
    }

    @Nullable Object get(String name, @Nullable Object shared) {
        Object own = values.get(name);
        return own == null ? shared : own == NOTHING ? null : own;
    }

    void set(String name, @Nullable Object value) {
        if (name.equals(PROPERTIES)) {
            // System.setProperties(null) is the properties as they were
            values.put(name, value == null ? first.clone() : value);
            return;
        }
        Object own = value == null ? NOTHING : value;
        Object before = values.get(name);
        if (name.equals(URL_FACTORY)) {
            if (before != null && before != NOTHING) {
                throw new Error("factory already defined"); // as URL has it
            }
            values.put(URL_HANDLERS, noHandlers()); // for null, too: Spring Boot's loader does that
        }
        values.put(name, own);
    }
}
