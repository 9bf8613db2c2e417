package io.jackfield.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules about compiled code that are the same in several modules. */
public final class HouseRules {

    private static final String EMPTY_NAMES = ".*(Utils?|Helper|Manager|Impl|Common)";

    /** Packages of java.base that programs may use. */
    private static final Set<String> JAVA_BASE =
            new TreeSet<>(ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages());

    private HouseRules() {}

    /** A name that says nothing about the thing. */
    public static ArchRule noEmptyNames() {
        return noClasses()
                .should()
                .haveNameMatching(EMPTY_NAMES)
                .as("no class is named Util, Helper, Manager, Impl or Common")
                .allowEmptyShould(true);
    }

    public static ArchRule clocksOnlyIn(String... packages) {
        return callsOnlyIn(Calls.CLOCKS, "a clock is read", packages);
    }

    public static ArchRule chanceOnlyIn(String... packages) {
        return callsOnlyIn(Calls.CHANCE, "chance is drawn", packages);
    }

    static ArchRule threadsOnlyIn(String... packages) {
        return callsOnlyIn(Calls.THREADS, "threads are made", packages);
    }

    static ArchRule nobodySleeps() {
        return callsOnlyIn(Calls.SLEEPING, "threads sleep by other means than LockSupport.park");
    }

    static ArchRule noHashOrder() {
        return callsOnlyIn(Calls.HASH_ORDER, "collections in hash order are made");
    }

    /** Native access is a module of its own. */
    public static ArchRule noForeignFunctions() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .allowEmptyShould(true);
    }

    public static ArchRule onlyJavaBase() {
        return every(
                "depend on java.base only",
                dependency -> {
                    String used =
                            dependency.getTargetClass().getBaseComponentType().getPackageName();
                    return used.isEmpty()
                            || used.startsWith(Levels.ROOT)
                            || used.startsWith("org.jspecify.")
                            || JAVA_BASE.contains(used);
                });
    }

    static ArchRule levelsHold() {
        return every(
                "use lower levels of the package table only",
                dependency -> {
                    var target = dependency.getTargetClass().getBaseComponentType();
                    return !target.getPackageName().startsWith(Levels.ROOT)
                            || Levels.mayUse(
                                    dependency.getOriginClass().getPackageName(),
                                    target.getPackageName());
                });
    }

    private interface Permission {
        boolean allows(Dependency dependency);
    }

    /** One violation for each pair of classes, however often the one names the other. */
    private static ArchRule every(String description, Permission permission) {
        var condition =
                new ArchCondition<JavaClass>(description) {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        item.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> !permission.allows(dependency))
                                .map(HouseRules::pair)
                                .distinct()
                                .forEach(
                                        text ->
                                                events.add(
                                                        SimpleConditionEvent.violated(item, text)));
                    }
                };
        return ArchRuleDefinition.classes().should(condition).allowEmptyShould(true);
    }

    private static String pair(Dependency dependency) {
        return dependency.getOriginClass().getName()
                + " uses "
                + dependency.getTargetClass().getName();
    }

    private static ArchRule callsOnlyIn(Pattern names, String what, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .accessTargetWhere(Calls.to(names))
                .as(
                        what
                                + (packages.length == 0
                                        ? " nowhere"
                                        : " only in " + String.join(", ", packages)))
                .allowEmptyShould(true);
    }

    /** Methods that are synchronized or contain a synchronized block. */
    public static Stream<String> monitors(byte[] classFile) {
        ClassModel model = ClassFile.of().parse(classFile);
        return model.methods().stream()
                .filter(HouseRules::usesMonitor)
                .map(method -> model.thisClass().asInternalName() + "." + method.methodName());
    }

    private static boolean usesMonitor(MethodModel method) {
        return method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.code().stream()
                        .flatMap(code -> code.elementStream())
                        .anyMatch(MonitorInstruction.class::isInstance);
    }
}
