package io.jackfield.agent;

/** The usual edits. */
public final class Edits {
    private Edits() {}

    /**
     * The hook of the method's own name is asked before the method begins, with all it was given;
     * what the hook answers the method answers, and null lets the method go on.
     */
    public static Edit answerFirst(Class<?> hooks) {
        return new AnswerFirst(hooks);
    }

    /** A hook is told of the object when the method or constructor returns. */
    public static Edit tellAtReturn(Class<?> hooks, String hook) {
        return new TellAtReturn(hooks, hook);
    }
}
