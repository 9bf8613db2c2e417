package io.jackfield.packetdrill.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads shell lines as what they mean for the network. What means nothing known is an error: no
 * shell is run.
 */
final class ShellParser {
    private static final Pattern ECHO = Pattern.compile("echo\\s+(.+?)\\s*>\\s*(/proc/sys/\\S+)");
    private static final Pattern SETTING = Pattern.compile("([\\w./-]+)=(\"[^\"]*\"|'[^']*'|\\S*)");
    private static final Pattern MTU =
            Pattern.compile(
                    "(?:ip\\s+link\\s+set\\s+(?:dev\\s+)?|ifconfig\\s+)tun0\\s+mtu\\s+(\\d+)");
    private static final Pattern SEGMENTATION =
            Pattern.compile("ethtool\\s+-K\\s+tun0\\s+(?:(?:tso|gso)\\s+(on|off)\\s*)+");
    private static final Pattern SLEEP = Pattern.compile("sleep\\s+(\\d*\\.?\\d+)");
    private static final Pattern OTHER_FILE = Pattern.compile("(\\.{0,2}/?\\S+\\.sh)");
    private static final int DEEPEST = 4;

    private final Path script;

    ShellParser(Path script) {
        this.script = script;
    }

    List<ShellCommand> parse(Token block) {
        return parse(block.text(), script, block.at(), 0);
    }

    private List<ShellCommand> parse(String text, Path file, Position first, int depth) {
        List<ShellCommand> commands = new ArrayList<>();
        int number = first.line();
        StringBuilder whole = new StringBuilder();
        Position begin = first;
        for (String line : text.split("\n", -1)) {
            if (whole.isEmpty()) {
                begin = new Position(file.toString(), number, 1);
            }
            number++;
            if (line.endsWith("\\")) {
                whole.append(line, 0, line.length() - 1).append(' ');
                continue;
            }
            whole.append(line);
            for (String each : whole.toString().replaceFirst("^\\s*#.*|\\s#.*", "").split(";|&&")) {
                if (!each.isBlank()) {
                    commands.addAll(command(each.strip(), file, begin, depth));
                }
            }
            whole.setLength(0);
        }
        return commands;
    }

    private List<ShellCommand> command(String line, Path file, Position at, int depth) {
        Matcher match = ECHO.matcher(line);
        if (match.matches()) {
            return List.of(setting(at, match.group(2), match.group(1)));
        }
        if (line.startsWith("sysctl ") || line.matches("\\S*set_sysctls\\.py\\s.*")) {
            return settings(line, at);
        }
        match = MTU.matcher(line);
        if (match.matches()) {
            return List.of(new ShellCommand.Mtu(at, Integer.parseInt(match.group(1))));
        }
        match = SEGMENTATION.matcher(line);
        if (match.matches()) {
            return List.of(new ShellCommand.Segmentation(at, match.group(1).equals("on")));
        }
        match = SLEEP.matcher(line);
        if (match.matches()) {
            double seconds = Double.parseDouble(match.group(1));
            return List.of(new ShellCommand.Sleep(at, Math.round(seconds * 1e9)));
        }
        match = OTHER_FILE.matcher(line);
        if (match.matches() && depth < DEEPEST) {
            return included(match.group(1), file, at, depth);
        }
        throw new ScriptException(at, "the shell line \"" + line + "\" is not understood");
    }

    private static List<ShellCommand> settings(String line, Position at) {
        List<ShellCommand> settings = new ArrayList<>();
        String rest = line.replaceFirst("^\\S+\\s+", "");
        while (rest.matches("-[qw]+\\s.*")) {
            rest = rest.replaceFirst("^\\S+\\s+", "");
        }
        Matcher matcher = SETTING.matcher(rest);
        int end = 0;
        while (matcher.find() && rest.substring(end, matcher.start()).isBlank()) {
            settings.add(setting(at, matcher.group(1), matcher.group(2)));
            end = matcher.end();
        }
        if (settings.isEmpty() || !rest.substring(end).isBlank()) {
            throw new ScriptException(at, "the shell line \"" + line + "\" is not understood");
        }
        return settings;
    }

    private static ShellCommand setting(Position at, String name, String value) {
        String dotted = name.replaceFirst("^/proc/sys/", "").replace('/', '.');
        String bare = value.replaceAll("^[\"']|[\"']$", "").strip().replaceAll("\\s+", " ");
        return new ShellCommand.Sysctl(at, dotted, bare);
    }

    /** A file of shell lines, by its path from the script's folder. */
    private List<ShellCommand> included(String name, Path file, Position at, int depth) {
        Path other = file.resolveSibling(name).normalize();
        if (!Files.isRegularFile(other)) {
            throw new ScriptException(at, "there is no " + other);
        }
        try {
            String text = Files.readString(other);
            return parse(text, other, new Position(other.toString(), 1, 1), depth + 1);
        } catch (IOException e) {
            throw new ScriptException(at, other + " cannot be read: " + e.getMessage());
        }
    }
}
