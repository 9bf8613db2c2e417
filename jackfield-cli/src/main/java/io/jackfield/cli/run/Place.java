package io.jackfield.cli.run;

/** Where something of a scenario was said: in a file, or on the command line. */
public interface Place {
    /** What is said there cannot be. */
    ScenarioException wrong(String message);

    /** The command line, by the option or words that said it. */
    static Place commandLine(String words) {
        return message -> new ScenarioException(words + ": " + message);
    }
}
