package io.jackfield.agent.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;

import io.jackfield.house.CompiledClasses;
import io.jackfield.house.HouseRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** What the hooks and the agent may use. */
class ArchitectureTest {

    private static final CompiledClasses HOOKS = CompiledClasses.of("jackfield-hooks");
    private static final CompiledClasses AGENT = CompiledClasses.of("jackfield-agent");

    /**
     * JDK code calls hooks wherever it stands, also before there are lambdas; those of the time
     * switch are linked before any code calls them.
     */
    private static ArchRule onlyHooksOfTheirOwn() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.jackfield.hooks.time")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang.invoke..", "java.util.stream..", "java.util.function..")
                .as("hooks are plain calls");
    }

    static Stream<ArchRule> rulesOfHooks() {
        return Stream.of(
                HouseRules.onlyJavaBase(),
                onlyHooksOfTheirOwn(),
                HouseRules.chanceOnlyIn("io.jackfield.hooks.time.."),
                HouseRules.noForeignFunctions(),
                HouseRules.noEmptyNames());
    }

    static Stream<ArchRule> rulesOfTheAgent() {
        return Stream.of(
                HouseRules.clocksOnlyIn("io.jackfield.agent.time.."),
                HouseRules.chanceOnlyIn("io.jackfield.agent.time.."),
                HouseRules.noForeignFunctions(),
                HouseRules.noEmptyNames());
    }

    @ParameterizedTest
    @MethodSource("rulesOfHooks")
    void holdsForHooks(ArchRule rule) {
        rule.check(HOOKS.imported());
    }

    @ParameterizedTest
    @MethodSource("rulesOfTheAgent")
    void holdsForTheAgent(ArchRule rule) {
        rule.check(AGENT.imported());
    }

    @Test
    void noMethodUsesAMonitor() {
        assertThat(HOOKS.monitors())
                .as("methods that synchronize, but for the end of a thread, which joiners wait for")
                .containsExactly("io/jackfield/hooks/time/ThreadHooks.end");
        assertThat(AGENT.monitors()).as("methods that synchronize").isEmpty();
    }
}
