package io.jackfield.junit;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

import java.nio.file.Path;
import java.util.Map;

/**
 * A failed seed as a user who repeats it sees it: run by JUnit as {@code -Djackfield.seed} has it,
 * shrunk, with the capture in a folder.
 */
final class Explanation implements TestExecutionListener {
    private final long seed;
    private @Nullable Throwable thrown;

    private Explanation(long seed) {
        this.seed = seed;
    }

    static Explanation of(TestName test, long seed, Path folder) {
        Explanation explanation = new Explanation(seed);
        Map<String, String> parameters = Map.of(SimTestExtension.SEED, Long.toString(seed));
        Quietly.launcher()
                .execute(
                        Quietly.request(test, parameters)
                                .outputDirectoryCreator(new OneFolder(folder))
                                .build(),
                        explanation);
        return explanation;
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        result.getThrowable().ifPresent(found -> thrown = found);
    }

    /** What failed; null if nothing did. */
    @Nullable Throwable thrown() {
        return thrown;
    }

    void tell(ExploreTold told) {
        Throwable found = thrown;
        if (found == null) {
            told.say("explained", "seed", seed, "signature", "");
        } else if (found instanceof SimTestFailure failure) {
            Failure facts = failure.facts();
            told.say(
                    "explained",
                    "seed",
                    seed,
                    "signature",
                    facts.signature(),
                    "nanos",
                    facts.nanos(),
                    "misfortunes",
                    facts.misfortunes().size(),
                    "needed",
                    String.join("\n", facts.needed().stream().map(Object::toString).toList()),
                    "files",
                    String.join("\n", facts.files()),
                    "report",
                    failure);
        } else {
            told.say("explained", "seed", seed, "signature", Signature.of(found), "report", found);
        }
    }

    /** Where JUnit keeps what tests attach: all in one place. */
    private record OneFolder(Path root) implements OutputDirectoryCreator {
        @Override
        public Path getRootDirectory() {
            return root;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) {
            return root;
        }
    }
}
