package io.jackfield.cli.run;

import io.jackfield.net.Nearest;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A value of a YAML file, which knows its line. */
final class Yaml implements Place {
    private final String file;
    private final int line;

    /** Null for what is written as nothing at all. */
    private final @Nullable Node node;

    private Yaml(String file, int line, @Nullable Node node) {
        this.file = file;
        this.line = line;
        this.node = node;
    }

    private Yaml(String file, Node node) {
        this(file, line(node.getStartMark()), node);
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    /** What is in a file of this name. */
    static Yaml parse(String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
        try {
            StreamReader reader = new StreamReader(settings, text);
            return new Composer(settings, new ParserImpl(settings, reader))
                    .getSingleNode()
                    .map(node -> new Yaml(file, node))
                    .orElseGet(() -> new Yaml(file, 1, null));
        } catch (MarkedYamlEngineException e) {
            throw new ScenarioException(file, line(e.getProblemMark()), e.getProblem());
        } catch (YamlEngineException e) {
            throw new ScenarioException(file, 1, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public ScenarioException wrong(String message) {
        return new ScenarioException(file, line, message);
    }

    /** Does something with what is written here; what it refuses is wrong at this line. */
    void apply(Consumer<String> action) {
        String text = text();
        try {
            action.accept(text);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private boolean isNothing() {
        return node == null || (node instanceof ScalarNode scalar && scalar.getValue().isEmpty());
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    /** A word, a number or a string, as it is written. */
    String text() {
        if (node instanceof ScalarNode scalar && !isNothing()) {
            return scalar.getValue();
        }
        throw wrong("a word or a number is expected here");
    }

    long number() {
        String text = text();
        try {
            return Long.decode(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw wrong("\"" + text + "\" is no number");
        }
    }

    boolean truth() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("\"" + text() + "\" is neither true nor false");
        };
    }

    /** The items of a list; one value is a list of one, nothing an empty one. */
    List<Yaml> list() {
        List<Yaml> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> items.add(new Yaml(file, item)));
        } else if (!isNothing()) {
            items.add(this);
        }
        return items;
    }

    /** The entries of a map in their order; the keys know their lines, too. */
    Map<Yaml, Yaml> entries() {
        Map<Yaml, Yaml> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Yaml key = new Yaml(file, tuple.getKeyNode());
                entries.put(key, new Yaml(file, tuple.getValueNode()));
            }
        } else if (!isNothing()) {
            throw wrong("a map is expected here: key: value");
        }
        return entries;
    }

    /** A map whose keys are known words; another is an error. */
    Map<String, Yaml> fields(List<String> known) {
        Map<String, Yaml> fields = new LinkedHashMap<>();
        entries()
                .forEach(
                        (key, value) -> {
                            String word = key.oneOf("key", known);
                            if (fields.put(word, value) != null) {
                                throw key.wrong("\"" + word + "\" is said twice");
                            }
                        });
        return fields;
    }

    /** The word that is written here, which must be known. */
    String oneOf(String kind, List<String> known) {
        String word = text();
        if (!known.contains(word)) {
            throw wrong("there is no " + kind + " \"" + word + "\"" + Nearest.hint(word, known));
        }
        return word;
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
