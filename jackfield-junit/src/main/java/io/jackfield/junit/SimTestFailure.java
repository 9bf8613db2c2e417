package io.jackfield.junit;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;

/**
 * A failed test with what the network had done: message, stack trace, cause, expected and actual
 * value of the original, and the report behind the message.
 */
public final class SimTestFailure extends AssertionFailedError {
    private static final long serialVersionUID = 1;

    private final String text;
    private final transient Failure facts;

    SimTestFailure(String text, Throwable original, Failure facts) {
        super(text, expected(original), actual(original), original.getCause());
        this.text = text;
        this.facts = facts;
        setStackTrace(original.getStackTrace());
        for (Throwable each : original.getSuppressed()) {
            addSuppressed(each);
        }
    }

    private static @Nullable ValueWrapper expected(Throwable original) {
        return original instanceof AssertionFailedError failed ? failed.getExpected() : null;
    }

    private static @Nullable ValueWrapper actual(Throwable original) {
        return original instanceof AssertionFailedError failed ? failed.getActual() : null;
    }

    /** What the report is made of. */
    Failure facts() {
        return facts;
    }

    /** The message is the report: the class before it would only push it aside. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // that is what it is for
    public String toString() {
        return text;
    }
}
