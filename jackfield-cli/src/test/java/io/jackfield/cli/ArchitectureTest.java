package io.jackfield.cli;

import com.tngtech.archunit.lang.ArchRule;

import io.jackfield.house.CompiledClasses;
import io.jackfield.house.HouseRules;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** What the command line may use. */
class ArchitectureTest {

    static Stream<ArchRule> rules() {
        return Stream.of(
                HouseRules.chanceOnlyIn(),
                HouseRules.noForeignFunctions(),
                HouseRules.noEmptyNames());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CompiledClasses.of("jackfield-cli").imported());
    }
}
