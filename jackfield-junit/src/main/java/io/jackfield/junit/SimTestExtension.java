package io.jackfield.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Makes one invocation of a {@link SimTest} for each seed. */
final class SimTestExtension implements TestTemplateInvocationContextProvider {
    /** The seed to run, alone; a configuration parameter of JUnit, so a system property too. */
    static final String SEED = "jackfield.seed";

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(SimTest.class);
    }

    @Override
    public Stream<? extends TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        SimTest annotation = context.getRequiredTestMethod().getAnnotation(SimTest.class);
        TestName test = TestName.of(context);
        String named = context.getConfigurationParameter(SEED).orElse(null);
        Rerun rerun =
                context.getConfigurationParameter(Rerun.KEY).map(Rerun::underWay).orElse(null);
        Exploring exploring =
                context.getConfigurationParameter(Exploring.KEY)
                        .map(Exploring::underWay)
                        .orElse(null);
        LongStream seeds =
                exploring == null
                        ? Seeds.of(annotation, test.toString(), named)
                        : exploring.seeds();
        return seeds.mapToObj(seed -> new Invocation(test, seed, annotation, rerun, exploring));
    }

    /** One seed. */
    private record Invocation(
            TestName test,
            long seed,
            SimTest annotation,
            @Nullable Rerun rerun,
            @Nullable Exploring exploring)
            implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new SeedRun(test, seed, annotation, rerun, exploring));
        }
    }
}
