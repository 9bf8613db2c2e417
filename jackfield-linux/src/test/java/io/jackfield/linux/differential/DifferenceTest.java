package io.jackfield.linux.differential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A difference that is printed is a program that compiles. */
class DifferenceTest {
    private static final int PROGRAMS = 20;

    @Test
    void compiles(@TempDir Path directory) throws Exception {
        List<Path> sources = new ArrayList<>();
        for (long seed = 1; seed <= PROGRAMS; seed++) {
            List<Step> steps = Generator.program(seed, Ground.of((int) seed));
            List<String> answers = steps.stream().map(_ -> "0").toList();
            Judge.Comparison all = new Judge.Comparison(steps, answers, answers, -1);
            Path source = directory.resolve("Seed" + seed + ".java");
            sources.add(Files.writeString(source, new Difference(seed, all).source()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString());
        boolean compiled;
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(sources);
            compiled = compiler.getTask(complaints, files, null, options, null, units).call();
        }
        assertThat(complaints.toString()).isEmpty();
        assertThat(compiled).isTrue();
    }
}
