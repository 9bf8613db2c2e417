package io.jackfield.junit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are kept between runs: in the folder that the build tool clears. */
final class Reports {
    private Reports() {}

    static Path folder() {
        String named = System.getProperty("jackfield.folder");
        if (named != null) {
            return Path.of(named);
        }
        for (String built : new String[] {"target", "build"}) {
            if (Files.isDirectory(Path.of(built))) {
                return Path.of(built, "jackfield");
            }
        }
        return Path.of(".jackfield");
    }
}
