package io.jackfield.cli;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object in one line. */
public final class Json {
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private Json() {}

    /** Numbers and booleans as they are, lists as arrays, all else as texts. */
    public static String line(Map<String, ?> members) {
        StringBuilder line = new StringBuilder();
        add(line, members);
        return line.toString();
    }

    private static void add(StringBuilder line, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                line.append('{');
                map.forEach(
                        (name, member) -> {
                            line.append(line.charAt(line.length() - 1) == '{' ? "" : ",");
                            text(line, name.toString());
                            line.append(':');
                            add(line, member);
                        });
                line.append('}');
            }
            case Iterable<?> list -> {
                line.append('[');
                for (Object each : list) {
                    line.append(line.charAt(line.length() - 1) == '[' ? "" : ",");
                    add(line, each);
                }
                line.append(']');
            }
            case Number _, Boolean _ -> line.append(value);
            default -> text(line, value.toString());
        }
    }

    private static void text(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') {
                line.append('\\').append(each);
            } else if (each < FIRST_PRINTABLE || each > LAST_PRINTABLE) {
                line.append(String.format("\\u%04x", (int) each));
            } else {
                line.append(each);
            }
        }
        line.append('"');
    }

    /**
     * The members of an object.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Map<String, Object> parse(String line) {
        try {
            Map<String, Object> members = new LinkedHashMap<>();
            if (new Load(LoadSettings.builder().build()).loadFromString(line)
                    instanceof Map<?, ?> map) {
                map.forEach((name, value) -> members.put(String.valueOf(name), value));
                return members;
            }
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("no JSON: " + line, e);
        }
        throw new IllegalArgumentException("no JSON object: " + line);
    }
}
