package io.jackfield.programs.netty;

import io.jackfield.programs.netty.Outcome.Ending;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Writes one line for each test that ended, and for each class that was not run at all. */
final class OutcomeWriter implements TestExecutionListener {
    private final PrintWriter lines;

    OutcomeWriter(PrintWriter lines) {
        this.lines = lines;
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        write(identifier, Ending.SKIPPED, reason);
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        String why = result.getThrowable().map(Throwable::toString).orElse("");
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (identifier.isTest()) {
                    write(identifier, Ending.PASSED, "");
                }
            }
            case ABORTED -> write(identifier, Ending.SKIPPED, why);
            case FAILED -> {
                write(identifier, Ending.FAILED, why);
                result.getThrowable().ifPresent(Throwable::printStackTrace);
            }
        }
    }

    private void write(TestIdentifier identifier, Ending ending, String why) {
        String type = "";
        List<String> names = new ArrayList<>();
        for (UniqueId.Segment segment : identifier.getUniqueIdObject().getSegments()) {
            switch (segment.getType()) {
                case "engine" -> {}
                case "class" -> type = segment.getValue().replaceFirst(".*\\.", "");
                default -> names.add(segment.getValue().replaceFirst("\\(.*", ""));
            }
        }
        lines.println(new Outcome(type, String.join("", names), ending, why).line());
    }
}
