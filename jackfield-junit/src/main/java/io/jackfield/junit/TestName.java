package io.jackfield.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** A test as build tools name it on the command line: {@code FailoverTest#survives}. */
record TestName(Class<?> type, String method) {
    static TestName of(ExtensionContext context) {
        return new TestName(
                context.getRequiredTestClass(), context.getRequiredTestMethod().getName());
    }

    /** Without the package, as it is typed. */
    String brief() {
        String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1) + "#" + method;
    }

    @Override
    public String toString() {
        return type.getName() + "#" + method;
    }
}
