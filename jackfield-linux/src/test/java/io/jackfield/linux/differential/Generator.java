package io.jackfield.linux.differential;

import java.util.List;
import java.util.Random;

/**
 * Programs of system calls, drawn from a seed: phrases that lead to situations (a listener with
 * clients, a connection half closed, an epoll with registrations, a child with copies), and wild
 * calls between them.
 */
final class Generator {
    private static final int LEAST = 30;
    private static final int SPREAD = 40;

    private final Draft draft;
    private final Watching watching;
    private final StreamPhrases streams;
    private final DatagramPhrases datagrams;
    private final FilePhrases files;
    private final BindPhrases binds;
    private final Wild wild;
    private final Random random;

    private Generator(long seed, Ground ground) {
        random = new Random(seed);
        draft = new Draft(random, ground, Switches.isBlocking() && random.nextInt(3) == 0);
        watching = new Watching(draft);
        streams = new StreamPhrases(draft, watching);
        datagrams = new DatagramPhrases(draft, watching);
        files = new FilePhrases(draft, watching);
        binds = new BindPhrases(draft);
        wild = new Wild(draft);
    }

    static List<Step> program(long seed, Ground ground) {
        Generator generator = new Generator(seed, ground);
        int least = LEAST + generator.random.nextInt(SPREAD);
        while (generator.draft.steps().size() < least) {
            generator.phrase();
        }
        return generator.draft.steps();
    }

    private void phrase() {
        switch (random.nextInt(46)) {
            case 0, 1 -> streams.listener();
            case 2, 3, 4, 5 -> streams.pair();
            case 6, 7, 8, 9 -> streams.traffic();
            case 10, 11 -> streams.halfClose();
            case 12, 13 -> streams.close();
            case 14 -> streams.flood();
            case 15 -> streams.refused();
            case 16 -> streams.abandon();
            case 17 -> datagrams.bound();
            case 18, 19 -> datagrams.connect();
            case 20, 21 -> datagrams.send();
            case 22 -> datagrams.receive();
            case 23 -> datagrams.flood();
            case 24, 25 -> watching.lookAtSome();
            case 26, 27 -> watching.register();
            case 28 -> watching.change();
            case 29 -> watching.await();
            case 30 -> watching.otherFiles();
            case 31 -> watching.useOtherFile();
            case 32, 33 -> files.copy();
            case 34 -> files.close();
            case 35 -> processes();
            case 36 -> files.flags();
            case 37 -> binds.matrix();
            case 38, 39 -> binds.options();
            case 40 -> streams.socketpair();
            case 41, 42 -> streams.pass();
            case 43 -> files.oddSocket();
            default -> wildly();
        }
    }

    private void wildly() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            wild.step();
        }
        if (draft.blocks && random.nextInt(3) == 0) {
            draft.add(FileSteps.interrupt());
        }
    }

    private void processes() {
        switch (random.nextInt(4)) {
            case 0, 1 -> files.fork();
            case 2 -> files.end();
            default -> files.await();
        }
    }
}
