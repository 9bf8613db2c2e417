package io.jackfield.junit;

import io.jackfield.net.Tier;

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
    private final @Nullable Rerun rerun;
    private final @Nullable Exploring exploring;
    private @Nullable Net net;

    SeedRun(
            TestName test,
            long seed,
            SimTest annotation,
            @Nullable Rerun rerun,
            @Nullable Exploring exploring) {
        this.test = test;
        this.seed = seed;
        this.annotation = annotation;
        this.rerun = rerun;
        this.exploring = exploring;
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
            if (rerun != null) {
                rerun.prepare(opened);
            } else if (exploring != null) {
                exploring.prepare(opened);
            }
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
        Throwable thrown = thrownBy(invocation);
        Net ran = net;
        if (thrown instanceof TestAbortedException || ran == null) {
            rethrow(thrown);
        } else if (rerun != null) {
            rerun.note(ran, thrown);
            rethrow(thrown);
        } else if (exploring != null) {
            exploring.note(ran);
            rethrow(thrown);
        } else if (thrown == null) {
            Seeds.passed(test.toString(), seed);
        } else {
            Seeds.failed(test.toString(), seed);
            Failure failure = new Failure(test, ran, thrown);
            ran.close();
            if (ran.tier() != Tier.REAL_TIME) {
                failure.explain(new Attachments(context));
            }
            throw failure.asThrown();
        }
    }

    private @Nullable Throwable thrownBy(Invocation<Void> invocation) {
        try {
            invocation.proceed();
            if (net != null) {
                net.finish(annotation.findsLeaks());
            }
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private static void rethrow(@Nullable Throwable thrown) throws Throwable {
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (net != null) {
            net.close();
        }
    }
}
