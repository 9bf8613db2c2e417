package io.jackfield.linux.differential;

/**
 * A descriptor as a program names it: a variable that a call has set, or a number.
 *
 * @param isVariable the number is a variable's
 */
record Fd(boolean isVariable, int number) {
    static Fd variable(int number) {
        return new Fd(true, number);
    }

    static Fd number(int number) {
        return new Fd(false, number);
    }

    @Override
    public String toString() {
        return isVariable ? "fd[" + number + "]" : String.valueOf(number);
    }
}
