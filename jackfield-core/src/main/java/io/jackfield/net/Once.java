package io.jackfield.net;

import java.util.function.BooleanSupplier;

/** The driver is to look after one thing. */
final class Once implements BooleanSupplier {
    private boolean isOver;

    @Override
    public boolean getAsBoolean() {
        boolean over = isOver;
        isOver = true;
        return over;
    }
}
