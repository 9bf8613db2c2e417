package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.jdk.Launch;
import io.jackfield.net.Nearest;
import io.jackfield.time.Durations;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads {@code run}: a program is a line as after {@code java}, {@code "com.example.Main 8080"} or
 * {@code "-jar app.jar 8080"}, or a map. Paths count from the directory of the scenario.
 */
final class ProgramReader {
    private static final List<String> KEYS =
            List.of("main", "jar", "classpath", "args", "properties", "start");

    private final Path directory;

    /** Of programs that name none. */
    private final List<Path> usual;

    ProgramReader(Path directory, @Nullable Yaml classPath) {
        this.directory = directory;
        this.usual = classPath == null ? List.of() : classPath(classPath);
    }

    /** One program, or the several of a list. */
    List<PlannedProgram> read(Host host, Yaml said) {
        return said.list().stream()
                .map(
                        each ->
                                each.isMap()
                                        ? fromMap(host, each)
                                        : fromLine(host, each, Words.of(each.text())))
                .toList();
    }

    /** A program as after {@code java}, whose output is prefixed. */
    PlannedProgram fromLine(Host host, Place said, List<String> line) {
        PlannedProgram plain = plain(host, said, line);
        return new PlannedProgram(host, plain.launch().prefixed(), plain.arguments(), 0, said);
    }

    /** A program as after {@code java}. */
    PlannedProgram plain(Host host, Place said, List<String> line) {
        List<String> words = new ArrayList<>(line);
        List<Path> classPath = usual;
        List<String> properties = properties(words);
        if (words.size() > 1 && List.of("-cp", "-classpath").contains(words.getFirst())) {
            classPath = entries(said, words.get(1));
            words.subList(0, 2).clear();
        }
        properties.addAll(properties(words));
        boolean isJar = !words.isEmpty() && words.getFirst().equals("-jar");
        if (isJar) {
            words.removeFirst();
        }
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            throw said.wrong(
                    "a program is \"com.example.Main ARGUMENTS\", \"-cp PATH com.example.Main\""
                            + " or \"-jar app.jar ARGUMENTS\"");
        }
        String what = words.removeFirst();
        Launch launch = isJar ? jar(said, what) : main(said, what, classPath);
        for (String each : properties) {
            String[] parts = each.split("=", 2);
            launch = launch.property(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return new PlannedProgram(host, launch, words, 0, said);
    }

    /** Takes {@code -Dname=value} away where the line begins with some. */
    private static List<String> properties(List<String> words) {
        List<String> properties = new ArrayList<>();
        while (!words.isEmpty() && words.getFirst().startsWith("-D")) {
            properties.add(words.removeFirst().substring(2));
        }
        return properties;
    }

    private PlannedProgram fromMap(Host host, Yaml said) {
        Map<String, Yaml> fields = said.fields(KEYS);
        Yaml main = fields.get("main");
        Yaml jar = fields.get("jar");
        Yaml own = fields.get("classpath");
        Launch launch;
        if (main != null && jar == null) {
            List<Path> classPath = own == null ? usual : classPath(own);
            launch = main(main, main.text(), classPath).prefixed();
        } else if (main == null && jar != null) {
            launch = jar(jar, jar.text()).prefixed();
        } else {
            throw said.wrong("a program has either a main (a class) or a jar");
        }
        Yaml properties = fields.get("properties");
        if (properties != null) {
            for (Map.Entry<Yaml, Yaml> each : properties.entries().entrySet()) {
                launch = launch.property(each.getKey().text(), each.getValue().text());
            }
        }
        Yaml args = fields.get("args");
        Yaml start = fields.get("start");
        return new PlannedProgram(
                host,
                launch,
                args == null ? List.of() : arguments(args),
                start == null ? 0 : nanos(start),
                said);
    }

    private static List<String> arguments(Yaml args) {
        List<Yaml> items = args.list();
        return items.size() == 1
                ? Words.of(items.getFirst().text())
                : items.stream().map(Yaml::text).toList();
    }

    /** A time of the world's. */
    static long nanos(Yaml said) {
        long[] nanos = new long[1];
        said.apply(text -> nanos[0] = Durations.parse(text));
        return nanos[0];
    }

    private Launch main(Place said, String name, List<Path> classPath) {
        if (classPath.isEmpty()) {
            throw said.wrong("where is " + name + "? Say classpath: [DIRECTORY, JAR, …]");
        }
        requireClass(said, name, classPath);
        return Launch.of(name, classPath);
    }

    private static void requireClass(Place said, String name, List<Path> classPath) {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path entry : classPath) {
                urls.add(entry.toUri().toURL());
            }
            ClassLoader platform = ClassLoader.getPlatformClassLoader();
            try (URLClassLoader there = new URLClassLoader(urls.toArray(URL[]::new), platform)) {
                if (there.getResource(name.replace('.', '/') + ".class") == null) {
                    throw said.wrong("the class path has no class " + name);
                }
            }
        } catch (IOException e) {
            throw said.wrong("the class path cannot be read: " + e);
        }
    }

    private Launch jar(Place said, String name) {
        Path jar = directory.resolve(name);
        if (!Files.isRegularFile(jar)) {
            throw said.wrong("there is no jar " + jar + nearestFile(jar));
        }
        try {
            Launch launch = Launch.jar(jar);
            requireClass(said, launch.toString(), List.of(jar));
            return launch;
        } catch (IOException e) {
            throw said.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static String nearestFile(Path missing) {
        Path in = missing.toAbsolutePath().getParent();
        Path name = missing.getFileName();
        if (in == null || name == null || !Files.isDirectory(in)) {
            return "";
        }
        List<String> near =
                names(in, "*").stream()
                        .map(path -> String.valueOf(path.getFileName()))
                        .filter(
                                other ->
                                        Nearest.distance(name.toString(), other)
                                                <= Math.max(1, other.length() / 3))
                        .toList();
        return near.isEmpty() ? "" : Nearest.hint(name.toString(), near);
    }

    private List<Path> classPath(Yaml said) {
        List<Path> entries = new ArrayList<>();
        said.list().forEach(item -> entries.addAll(entries(item, item.text())));
        return entries;
    }

    private List<Path> entries(Place said, String text) {
        List<Path> entries = new ArrayList<>();
        for (String each : text.split(File.pathSeparator)) {
            if (each.equals("*") || each.endsWith("/*")) { // as the java command has it
                entries.addAll(
                        names(directory.resolve(each.substring(0, each.length() - 1)), "*.jar"));
                continue;
            }
            Path entry = directory.resolve(each);
            if (!Files.exists(entry)) {
                throw said.wrong("there is no " + entry + nearestFile(entry));
            }
            entries.add(entry);
        }
        return entries;
    }

    /** In the order of their names. */
    private static List<Path> names(Path in, String glob) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(in, glob)) {
            TreeSet<Path> sorted = new TreeSet<>();
            found.forEach(sorted::add);
            return List.copyOf(sorted);
        } catch (IOException e) {
            return List.of();
        }
    }
}
