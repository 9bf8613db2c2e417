package io.jackfield.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/** A test as build tools name it on the command line: {@code FailoverTest#survives}. */
record TestName(Class<?> type, Method method) {
    static TestName of(ExtensionContext context) {
        return new TestName(context.getRequiredTestClass(), context.getRequiredTestMethod());
    }

    /** Without the package, as it is typed. */
    String brief() {
        String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1) + "#" + method.getName();
    }

    /** What finds it again. */
    DiscoverySelector selector() {
        Deque<Class<?>> around = new ArrayDeque<>();
        for (Class<?> each = type; isNested(each); each = each.getEnclosingClass()) {
            around.addFirst(each.getEnclosingClass());
        }
        return around.isEmpty()
                ? DiscoverySelectors.selectMethod(type, method)
                : DiscoverySelectors.selectNestedMethod(new ArrayList<>(around), type, method);
    }

    private static boolean isNested(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    }

    @Override
    public String toString() {
        return type.getName() + "#" + method.getName();
    }
}
