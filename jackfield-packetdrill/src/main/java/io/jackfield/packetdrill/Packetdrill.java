package io.jackfield.packetdrill;

import io.jackfield.packetdrill.run.Failure;
import io.jackfield.packetdrill.run.Machine;
import io.jackfield.packetdrill.run.ScriptRun;
import io.jackfield.packetdrill.run.Setup;
import io.jackfield.packetdrill.script.Script;
import io.jackfield.packetdrill.script.ScriptException;
import io.jackfield.packetdrill.script.ScriptParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs scripts, each on a machine of its own. */
public final class Packetdrill {
    /** How often a script may fail in real time before it has failed. */
    public static final int ATTEMPTS = 3;

    private static final String SUFFIX = ".pkt";

    private final Kernel kernel;
    private final Map<String, String> macros;

    /**
     * Runs them on a kernel.
     *
     * @param macros words of scripts that stand for others
     */
    public Packetdrill(Kernel kernel, Map<String, String> macros) {
        this.kernel = kernel;
        this.macros = Map.copyOf(macros);
    }

    /**
     * The scripts among files and folders: the files as they are, of folders all {@code .pkt}
     * below, by name.
     *
     * @throws NoSuchFileException if there is none of a name
     */
    public static List<Path> scripts(Collection<Path> filesAndFolders) throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (Path each : filesAndFolders) {
            if (Files.isDirectory(each)) {
                try (Stream<Path> below = Files.walk(each)) {
                    below.filter(file -> file.toString().endsWith(SUFFIX))
                            .sorted()
                            .forEach(scripts::add);
                }
            } else if (Files.exists(each)) {
                scripts.add(each);
            } else {
                throw new NoSuchFileException(each.toString());
            }
        }
        return scripts;
    }

    /** Reads a script and does not run it: it passes if all of it is understood. */
    public Verdict read(Path script) {
        long began = System.nanoTime();
        try {
            Setup.of(ScriptParser.read(script, macros));
            return passed(script, began);
        } catch (ScriptException e) {
            return failed(script, began, e);
        } catch (IOException e) {
            return failed(script, began, e);
        }
    }

    /**
     * Runs a script. On Linux, in real time on a machine that does other things too, it has {@value
     * #ATTEMPTS} attempts: what the script says has been seen if one of them passes.
     *
     * @throws IllegalStateException if the machine lacks something that the kernel needs
     */
    public Verdict run(Path script) {
        Verdict verdict = attempt(script);
        for (int i = 1; i < ATTEMPTS && !verdict.passed() && kernel == Kernel.LINUX; i++) {
            verdict = attempt(script);
        }
        return verdict;
    }

    private Verdict attempt(Path script) {
        long began = System.nanoTime();
        try {
            Script read = ScriptParser.read(script, macros);
            Setup setup = Setup.of(read);
            try (Machine machine = kernel.machine(setup)) {
                ScriptRun.run(read, setup, machine);
            }
            return passed(script, began);
        } catch (Failure e) {
            String where = script + ":" + e.at().line();
            long took = System.nanoTime() - began;
            return new Verdict(
                    script, false, where, String.valueOf(e.getMessage()), e.details(), took);
        } catch (ScriptException e) {
            return failed(script, began, e);
        } catch (IOException e) {
            return failed(script, began, e);
        }
    }

    private static Verdict passed(Path script, long began) {
        long took = System.nanoTime() - began;
        return new Verdict(script, true, script.toString(), "", List.of(), took);
    }

    private static Verdict failed(Path script, long began, ScriptException e) {
        String where = e.at().file() + ":" + e.at().line() + ":" + e.at().column();
        long took = System.nanoTime() - began;
        return new Verdict(script, false, where, e.what(), List.of(), took);
    }

    private static Verdict failed(Path script, long began, IOException e) {
        long took = System.nanoTime() - began;
        String message = "cannot be read: " + e.getMessage();
        return new Verdict(script, false, script.toString(), message, List.of(), took);
    }
}
