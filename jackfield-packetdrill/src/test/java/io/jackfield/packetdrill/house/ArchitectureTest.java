package io.jackfield.packetdrill.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;

import io.jackfield.house.CompiledClasses;
import io.jackfield.house.HouseRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** What the module may use that runs scripts. */
class ArchitectureTest {
    private static final CompiledClasses CLASSES = CompiledClasses.of("jackfield-packetdrill");

    static Stream<ArchRule> rules() {
        return Stream.of(HouseRules.chanceOnlyIn("nowhere.."), HouseRules.noEmptyNames());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CLASSES.imported());
    }

    @Test
    void noMethodUsesAMonitor() {
        assertThat(CLASSES.monitors()).as("methods that synchronize").isEmpty();
    }
}
