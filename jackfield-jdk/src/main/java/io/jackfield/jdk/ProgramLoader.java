package io.jackfield.jdk;

import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;

/**
 * The classes of one program: its own copies, whatever else in the JVM has loaded them. Only the
 * JDK's classes and Jackfield's are everybody's.
 */
final class ProgramLoader extends URLClassLoader {
    private static final String OURS = "io.jackfield.";

    static {
        registerAsParallelCapable();
    }

    ProgramLoader(String name, List<Path> classPath) {
        super(
                name,
                classPath.stream().map(ProgramLoader::url).toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("class path entry " + entry, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> shared = name.startsWith(OURS) ? shared(name) : null;
        return shared == null ? super.findClass(name) : shared;
    }

    /** The class if it is from where the doors or the core are from. */
    private static @Nullable Class<?> shared(String name) {
        Class<?> found;
        try {
            found = Class.forName(name, false, Jvm.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
        URL from = location(found);
        return Objects.equals(from, location(Jvm.class))
                        || Objects.equals(from, location(World.class))
                ? found
                : null;
    }

    private static @Nullable URL location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }
}
