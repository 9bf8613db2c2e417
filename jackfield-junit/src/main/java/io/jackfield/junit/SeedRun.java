package io.jackfield.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

import java.lang.reflect.Method;

/** One run of a test with one seed: its network, and what is said if it fails. */
final class SeedRun implements ParameterResolver, InvocationInterceptor, AfterEachCallback {
    private final TestName test;
    private final long seed;
    private final SimTest annotation;
    private @Nullable Net net;

    SeedRun(TestName test, long seed, SimTest annotation) {
        this.test = test;
        this.seed = seed;
        this.annotation = annotation;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Net.class;
    }

    @Override
    public Net resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Net opened = net;
        if (opened == null) {
            opened = Net.open(seed, annotation.tier());
            net = opened;
        }
        return opened;
    }

    @Override
    @SuppressWarnings("NullAway") // as JUnit declares it
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
            if (net != null) {
                net.finish(annotation.findsLeaks());
            }
            Seeds.passed(test.toString(), seed);
        } catch (TestAbortedException aborted) {
            throw aborted;
        } catch (Throwable thrown) {
            Seeds.failed(test.toString(), seed);
            if (net == null) {
                throw thrown;
            }
            throw new Failure(test, net, thrown).asThrown();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (net != null) {
            net.close();
        }
    }
}
