package io.jackfield.agent;

/** The usual edits. */
public final class Edits {
    private Edits() {}

    /**
     * A hook is asked before the method begins, with all it was given; what the hook answers the
     * method answers, and null lets the method go on.
     */
    public static Edit answerFirst(Class<?> hooks, String hook) {
        return new AnswerFirst(hooks, hook);
    }

    /**
     * A hook is told of the object when the method or constructor returns.
     *
     * @param type the type of the hook's parameter
     */
    public static Edit tellAtReturn(Class<?> hooks, String hook, Class<?> type) {
        return new TellAtReturn(hooks, hook, type.describeConstable().orElseThrow());
    }

    /**
     * Where a condition holds, calls of a static method go to the hook of the same name and type.
     */
    public static Edit callWhere(Class<?> hooks, String condition, String callee) {
        return new CallWhere(hooks, condition, callee);
    }

    /** What is read from a static field goes through a hook, from Object to Object. */
    public static Edit exchangeField(String field, Class<?> hooks, String hook) {
        return new ExchangedField(field, hooks, hook, false);
    }

    /** The same, and the hook is given the object too that reads the field. */
    public static Edit exchangeFieldFor(String field, Class<?> hooks, String hook) {
        return new ExchangedField(field, hooks, hook, true);
    }
}
