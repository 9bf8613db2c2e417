package io.jackfield.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the packages of the core may use. {@link PlantedFaultTest} shows that each rule bites. */
class ArchitectureTest {

    private static final CompiledClasses COMPILED = CompiledClasses.of("jackfield-core");

    private static JavaClasses core;

    @BeforeAll
    static void importCore() {
        core = COMPILED.imported();
    }

    static Stream<ArchRule> rules() {
        return Stream.of(
                HouseRules.levelsHold(),
                HouseRules.onlyJavaBase(),
                HouseRules.noForeignFunctions(),
                HouseRules.clocksOnlyIn("io.jackfield.time.."),
                HouseRules.chanceOnlyIn("io.jackfield.entropy.."),
                HouseRules.threadsOnlyIn("io.jackfield.process..", "io.jackfield.net.."),
                HouseRules.nobodySleeps(),
                HouseRules.noHashOrder(),
                HouseRules.noEmptyNames());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(core);
    }

    @Test
    void everyPackageHasALevel() {
        assertThat(
                        core.stream()
                                .map(JavaClass::getPackageName)
                                .filter(name -> !name.isEmpty())
                                .filter(name -> Levels.heightOf(name).isEmpty()))
                .as("packages that are missing in Levels")
                .isEmpty();
    }

    @Test
    void oneClassParks() {
        assertThat(parkingClasses(core))
                .as("classes that call LockSupport.park")
                .hasSizeLessThan(2);
    }

    @Test
    void noMethodUsesAMonitor() {
        assertThat(COMPILED.monitors()).as("methods that synchronize").isEmpty();
    }

    @Test
    void theModuleRequiresNothingElse() throws IOException {
        var descriptor = ClassFile.of().parse(COMPILED.directory().resolve("module-info.class"));
        var module = descriptor.findAttribute(Attributes.module()).orElseThrow();
        assertThat(
                        module.requires().stream()
                                .map(required -> required.requires().name().stringValue()))
                .containsExactlyInAnyOrder("java.base", "org.jspecify");
    }

    static Set<String> parkingClasses(JavaClasses classes) {
        return classes.stream()
                .filter(
                        type ->
                                type.getAccessesFromSelf().stream()
                                        .anyMatch(Calls.to(Calls.PARKING)))
                .map(ArchitectureTest::outermost)
                .collect(Collectors.toSet());
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }
}
