package io.jackfield.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A directory of class files that the rules look at: a module's, or one with planted faults. */
public record CompiledClasses(Path directory) {

    /** The main classes of a module. */
    public static CompiledClasses of(String module) {
        return new CompiledClasses(Repository.root().resolve(module, "target", "classes"));
    }

    /** Compiles one class, given its full name and the body that stands between its braces. */
    static CompiledClasses plant(Path directory, String name, String body) {
        int dot = name.lastIndexOf('.');
        String source =
                "package %s; public class %s { %s }"
                        .formatted(name.substring(0, dot), name.substring(dot + 1), body);
        var file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + name.replace('.', '/') + ".java"),
                        JavaFileObject.Kind.SOURCE) {
                    @Override
                    public String getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-d", directory.toString(), "-proc:none", "-nowarn");
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (!compiler.getTask(null, null, null, options, null, List.of(file)).call()) {
            throw new IllegalArgumentException("does not compile: " + source);
        }
        return new CompiledClasses(directory);
    }

    public JavaClasses imported() {
        return new ClassFileImporter().importPath(directory);
    }

    /** The methods that use a monitor. */
    public List<String> monitors() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .flatMap(file -> HouseRules.monitors(bytes(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
