package io.jackfield.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A script.
 *
 * @param options name and value of each {@code --name=value}
 * @param setUp the shell lines before the first event, and {@code cleanUp} those after the last
 */
public record Script(
        String file,
        Map<String, String> options,
        List<ShellCommand> setUp,
        List<Event> events,
        List<ShellCommand> cleanUp) {

    /** The value of an option; null if the script does not give it. */
    public @Nullable String option(String name) {
        return options.get(name);
    }
}
