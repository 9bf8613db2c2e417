package io.jackfield.cli;

/** The machine lacks something that a command needs; says what happened and what to do. */
public final class LackingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String action;

    public LackingException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** What the user can do about it. */
    public String action() {
        return action;
    }
}
