package io.jackfield.cli.packetdrill;

import io.jackfield.cli.ExitCodes;
import io.jackfield.cli.Json;
import io.jackfield.cli.LackingException;
import io.jackfield.packetdrill.ExpectedStatus;
import io.jackfield.packetdrill.JunitXml;
import io.jackfield.packetdrill.Kernel;
import io.jackfield.packetdrill.Packetdrill;
import io.jackfield.packetdrill.Verdict;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code jackfield packetdrill}. */
@Command(
        name = "packetdrill",
        headerHeading =
                "Example: jackfield packetdrill handshake.pkt%n"
                        + "         jackfield packetdrill scripts/ --on linux%n%n",
        mixinStandardHelpOptions = true,
        description = {
            "Runs packetdrill scripts: system calls, packets in, packets that must come out, and",
            "when. On Jackfield they take no time; on Linux they run through a TUN device in a",
            "network namespace of its own, which takes root.",
            "",
            "A line for each script begins with pass or FAIL; below FAIL is the line of the script",
            "and what was seen instead. Exit code 0 if all came as expected, 1 if not."
        })
public final class PacketdrillCommand implements Callable<Integer> {
    private static final int SCHEMA = 1;
    private static final long MICROS = 1000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "a script, or a folder: all .pkt files below it")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--on",
            paramLabel = "KERNEL",
            defaultValue = "jackfield",
            description = "jackfield or linux (default: ${DEFAULT-VALUE})")
    private String kernel = "";

    @Option(names = "--dry-run", description = "read the scripts only: is all of it understood?")
    private boolean isDry;

    @Option(names = "--json", description = "a JSON object for each script")
    private boolean isJson;

    @Option(
            names = "--junit-xml",
            paramLabel = "FILE",
            description = "write a report for build servers")
    private @Nullable Path junitXml;

    @Option(
            names = "--expected",
            paramLabel = "FILE",
            description = "scripts known to fail: a line \"FAIL path reason\" for each")
    private @Nullable Path expectedFile;

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description = "a word of the scripts that stands for another")
    private Map<String, String> macros = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        try {
            return judge();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "there is no " + e.getFile(), e);
        }
    }

    private int judge() throws IOException {
        List<Path> scripts = Packetdrill.scripts(files);
        if (scripts.isEmpty()) {
            throw new IllegalArgumentException("there is no .pkt file below " + files.getFirst());
        }
        ExpectedStatus expected =
                expectedFile == null ? ExpectedStatus.ALL_PASS : ExpectedStatus.read(expectedFile);
        Packetdrill packetdrill = new Packetdrill(kernel(), macros);
        PrintWriter out = spec.commandLine().getOut();
        List<Verdict> verdicts = new ArrayList<>();
        for (Path script : scripts) {
            Verdict verdict = isDry ? packetdrill.read(script) : run(packetdrill, script);
            verdicts.add(verdict);
            print(out, verdict, expected);
        }
        if (junitXml != null) {
            Files.writeString(junitXml, JunitXml.of(kernel, verdicts, expected));
        }
        long wrong = verdicts.stream().filter(each -> !expected.isAsExpected(each)).count();
        long passed = verdicts.stream().filter(Verdict::passed).count();
        spec.commandLine()
                .getErr()
                .printf("%d scripts on %s, %d pass%n", verdicts.size(), kernel, passed);
        return wrong == 0 ? ExitCodes.OK : ExitCodes.NO;
    }

    private static Verdict run(Packetdrill packetdrill, Path script) {
        try {
            return packetdrill.run(script);
        } catch (IllegalStateException e) {
            throw new LackingException(
                    String.valueOf(e.getMessage()), "Run as root on Linux with /dev/net/tun.");
        }
    }

    private Kernel kernel() {
        for (Kernel each : Kernel.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(kernel)) {
                return each;
            }
        }
        throw new IllegalArgumentException("--on is jackfield or linux, not " + kernel);
    }

    private void print(PrintWriter out, Verdict verdict, ExpectedStatus expected) {
        String reason = expected.reason(verdict.script());
        if (isJson) {
            out.println(Json.line(members(verdict, reason)));
        } else {
            verdict.lines().forEach(out::println);
            if (!reason.isEmpty()) {
                out.println("      known to fail: " + reason);
            }
        }
        out.flush();
    }

    private Map<String, Object> members(Verdict verdict, String reason) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("schema", SCHEMA);
        members.put("script", verdict.script().toString());
        members.put("kernel", kernel);
        members.put("verdict", verdict.passed() ? "pass" : "FAIL");
        members.put("micros", verdict.nanos() / MICROS);
        if (!verdict.passed()) {
            members.put("where", verdict.where());
            members.put("message", verdict.message());
            members.put("details", verdict.details());
        }
        if (!reason.isEmpty()) {
            members.put("known", reason);
        }
        return members;
    }
}
