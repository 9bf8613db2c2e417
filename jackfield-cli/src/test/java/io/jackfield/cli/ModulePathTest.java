package io.jackfield.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** The tests run on the class path; this one puts the same files on a module path. */
class ModulePathTest {

    @Test
    void theModulesResolveAndTheCommandLoads() throws ClassNotFoundException {
        ModuleFinder finder = ModuleFinder.of(mainEntriesOfTheClassPath());
        ModuleLayer boot = ModuleLayer.boot();
        var roots = Set.of("io.jackfield.cli", "io.jackfield.jdk", "io.jackfield.core");
        var configuration = boot.configuration().resolveAndBind(finder, ModuleFinder.of(), roots);
        var layer = boot.defineModulesWithOneLoader(configuration, null);
        Class<?> main = layer.findLoader("io.jackfield.cli").loadClass(Main.class.getName());
        assertThat(main.getModule().getName()).isEqualTo("io.jackfield.cli");
        assertThat(main.getModule().getLayer()).isSameAs(layer);
    }

    private static Path[] mainEntriesOfTheClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .map(Path::of)
                .toArray(Path[]::new);
    }
}
