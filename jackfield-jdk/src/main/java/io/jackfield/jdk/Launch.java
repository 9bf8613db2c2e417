package io.jackfield.jdk;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What a {@link Jvm} is started with, as the {@code java} command has it: where the classes are,
 * which of them has the main method, and where standard output and error go.
 */
public final class Launch {
    private final String mainClass;
    private final List<Path> classPath;
    private final OutputStream out;
    private final OutputStream err;
    private final boolean isPrefixed;
    private final Map<String, String> properties;

    private Launch(
            String mainClass,
            List<Path> classPath,
            OutputStream out,
            OutputStream err,
            boolean isPrefixed,
            Map<String, String> properties) {
        this.mainClass = mainClass;
        this.classPath = classPath;
        this.out = out;
        this.err = err;
        this.isPrefixed = isPrefixed;
        this.properties = properties;
    }

    private static Launch usual(String mainClass, List<Path> classPath) {
        return new Launch(
                mainClass,
                List.copyOf(classPath),
                StandardStreams.realOut(),
                StandardStreams.realErr(),
                false,
                Map.of());
    }

    /**
     * {@code java -cp … Main}, on the class path of this JVM. The program has its own copy of the
     * class: what it sets in statics is seen by nobody else.
     */
    public static Launch of(Class<?> main) {
        List<Path> classPath = new ArrayList<>();
        own(main).ifPresent(classPath::add);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.isEmpty() && !classPath.contains(Path.of(entry))) {
                classPath.add(Path.of(entry));
            }
        }
        return usual(main.getName(), classPath);
    }

    private static Optional<Path> own(Class<?> main) {
        CodeSource source = main.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("where " + main + " is from", e);
        }
    }

    /** {@code java -cp … mainClass}. */
    public static Launch of(String mainClass, List<Path> classPath) {
        return usual(mainClass, classPath);
    }

    /**
     * {@code java -jar …}: the manifest names the main class and, in Class-Path, other jars.
     *
     * @throws IOException if there is no such jar, or its manifest names no main class
     */
    public static Launch jar(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new NoSuchFileException(jar.toString());
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String main =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (main == null) {
                throw new IOException("no main manifest attribute, in " + jar);
            }
            return usual(main.strip(), List.of(jar));
        }
    }

    /** The same with other standard output and error. */
    public Launch output(OutputStream newOut, OutputStream newErr) {
        return new Launch(mainClass, classPath, newOut, newErr, isPrefixed, properties);
    }

    /** The same with standard output where standard error goes. */
    public Launch outputToError() {
        return output(err, err);
    }

    /** The same with the world's time and the host's name before each line of output. */
    public Launch prefixed() {
        return new Launch(mainClass, classPath, out, err, true, properties);
    }

    /**
     * {@code -Dname=value}: the same with a system property that this program has, as well as those
     * of the JVM. Needs the agent's switch {@code exit}.
     */
    public Launch property(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new Launch(mainClass, classPath, out, err, isPrefixed, more);
    }

    /** The class whose main method runs. */
    public String mainClass() {
        return mainClass;
    }

    /** Where its classes are. */
    public List<Path> classPath() {
        return classPath;
    }

    OutputStream out() {
        return out;
    }

    OutputStream err() {
        return err;
    }

    /** Its own system properties. */
    public Map<String, String> properties() {
        return properties;
    }

    boolean isPrefixed() {
        return isPrefixed;
    }

    @Override
    public String toString() {
        return mainClass;
    }
}
