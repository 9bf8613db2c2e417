package io.jackfield.cli.check;

import io.jackfield.jdk.Launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Which classes are the program's own, and not a library's. */
final class Own {
    /** Where Spring Boot's executable jars name their program. */
    private static final String START_CLASS = "Start-Class";

    private Own() {}

    /**
     * How the names of the program's own classes begin: with the first two words of its main
     * class's package; empty for classes of no package.
     */
    static String prefix(Subject subject) {
        String[] words = mainClass(subject.app().launch()).split("\\.");
        return switch (words.length) {
            case 1 -> "";
            case 2 -> words[0] + ".";
            default -> words[0] + "." + words[1] + ".";
        };
    }

    private static String mainClass(Launch launch) {
        Path first = launch.classPath().getFirst();
        if (first.toString().endsWith(".jar")) {
            try (JarFile jar = new JarFile(first.toFile())) {
                Manifest manifest = jar.getManifest();
                String start =
                        manifest == null
                                ? null
                                : manifest.getMainAttributes().getValue(START_CLASS);
                if (start != null) {
                    return start;
                }
            } catch (IOException e) {
                return launch.mainClass();
            }
        }
        return launch.mainClass();
    }
}
