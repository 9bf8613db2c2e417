package io.jackfield.agent.time;

import io.jackfield.net.Decisions;

import java.util.List;

/** The oracle as a program of its own: how many rounds, and of which kinds. */
final class HandOffMain {
    private HandOffMain() {}

    public static void main(String[] arguments) {
        HandOffs all = new HandOffs(1);
        long rounds = Long.parseLong(arguments[0]);
        List<String> kinds = List.of(arguments[1].split(","));
        Decisions decisions = Runs.run(1, () -> all.run(rounds, kinds));
        System.out.println("wrong=" + all.wrong() + " " + decisions);
        System.exit(0);
    }
}
