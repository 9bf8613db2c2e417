package io.jackfield.gallery;

import io.jackfield.junit.Net;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

/** Writes, or compares, what the page and the table say of a run that was green. */
public final class OutageExtension implements InvocationInterceptor {
    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        Outage outage = context.getRequiredTestClass().getAnnotation(Outage.class);
        Net net = (Net) method.getArguments().getFirst();
        Drawing drawing = new Drawing(net, outage);
        long began = System.nanoTime();
        invocation.proceed();
        long realMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        long worldMillis = TimeUnit.NANOSECONDS.toMillis(net.nowNanos());
        String finding = Findings.of(context.getUniqueId());
        if (finding != null) {
            new OutagePage(outage.page())
                    .check(
                            new Run(
                                    method.getExecutable().getName(),
                                    finding,
                                    worldMillis,
                                    realMillis,
                                    drawing.text()));
        }
    }
}
