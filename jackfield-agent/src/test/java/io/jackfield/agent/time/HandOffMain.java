package io.jackfield.agent.time;

import io.jackfield.net.Decisions;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The oracle as a program of its own: how many rounds, and of which kinds. */
final class HandOffMain {
    private HandOffMain() {}

    public static void main(String[] arguments) {
        HandOffs all = new HandOffs(1);
        long rounds = Long.parseLong(arguments[0]);
        List<String> kinds = List.of(arguments[1].split(","));
        long[] drawn = {0};
        Decisions decisions =
                Runs.run(
                        1,
                        () -> {
                            all.run(rounds, kinds);
                            drawn[0] = ThreadLocalRandom.current().nextLong();
                        });
        System.out.println("wrong=" + all.wrong() + " " + decisions + ", drew " + drawn[0]);
        System.exit(0);
    }
}
