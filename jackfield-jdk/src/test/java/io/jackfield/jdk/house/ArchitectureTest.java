package io.jackfield.jdk.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;

import io.jackfield.house.CompiledClasses;
import io.jackfield.house.HouseRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** What the doors may use: time and chance come from the host, never from the machine. */
class ArchitectureTest {

    private static final CompiledClasses COMPILED = CompiledClasses.of("jackfield-jdk");

    static Stream<ArchRule> rules() {
        return Stream.of(
                HouseRules.clocksOnlyIn(),
                HouseRules.chanceOnlyIn(),
                HouseRules.noForeignFunctions(),
                HouseRules.noEmptyNames());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(COMPILED.imported());
    }

    /** AbstractSelector guards its cancelled keys by the monitor of their set, and only so. */
    @Test
    void theOnlyMonitorIsTheJdksOwn() {
        assertThat(COMPILED.monitors())
                .as("methods that synchronize")
                .containsExactly("io/jackfield/jdk/channel/CancelledKeys.take");
    }
}
