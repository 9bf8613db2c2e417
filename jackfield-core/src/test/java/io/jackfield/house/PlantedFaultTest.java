package io.jackfield.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.stream.Stream;

/** Each rule about compiled code finds the fault it is there for, and spares what it allows. */
class PlantedFaultTest {

    /** A class that breaks a rule. */
    record Fault(ArchRule rule, String name, String body) {}

    static Stream<Fault> faults() {
        ArchRule clocks = HouseRules.clocksOnlyIn("io.jackfield.time..");
        ArchRule chance = HouseRules.chanceOnlyIn("io.jackfield.entropy..");
        ArchRule threads = HouseRules.threadsOnlyIn("io.jackfield.process..", "io.jackfield.net..");
        String reference = "java.util.function.LongSupplier s = System::nanoTime;";
        return Stream.of(
                new Fault(
                        HouseRules.levelsHold(),
                        "io.jackfield.time.Up",
                        "io.jackfield.packet.Packet p;"),
                new Fault(
                        HouseRules.levelsHold(),
                        "io.jackfield.posix.Side",
                        "io.jackfield.packet.Packet[] p;"),
                new Fault(
                        HouseRules.levelsHold(),
                        "io.jackfield.misc.Lost",
                        "io.jackfield.packet.Packet p;"),
                new Fault(
                        HouseRules.onlyJavaBase(),
                        "io.jackfield.net.Log",
                        "java.util.logging.Logger l;"),
                new Fault(
                        HouseRules.noForeignFunctions(),
                        "io.jackfield.net.Native",
                        "java.lang.foreign.Arena a;"),
                new Fault(clocks, "io.jackfield.tcp.Now", "long t = System.nanoTime();"),
                new Fault(clocks, "io.jackfield.tcp.NowReference", reference),
                new Fault(clocks, "io.jackfield.tcp.Today", "Object t = java.time.Instant.now();"),
                new Fault(chance, "io.jackfield.tcp.Dice", "Object r = new java.util.Random();"),
                new Fault(chance, "io.jackfield.tcp.Coin", "double d = Math.random();"),
                new Fault(threads, "io.jackfield.tcp.Own", "Thread t = new Thread();"),
                new Fault(threads, "io.jackfield.tcp.Light", "Object t = Thread.ofVirtual();"),
                new Fault(
                        HouseRules.nobodySleeps(),
                        "io.jackfield.process.Doze",
                        "void d() throws Exception { wait(); }"),
                new Fault(
                        HouseRules.noHashOrder(),
                        "io.jackfield.ip.Bag",
                        "Object o = new java.util.HashMap<>();"),
                new Fault(
                        HouseRules.noHashOrder(),
                        "io.jackfield.ip.Salted",
                        "Object o = java.util.Set.of(1, 2);"),
                new Fault(HouseRules.noEmptyNames(), "io.jackfield.ip.PacketUtils", ""));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isFound(Fault fault, @TempDir Path directory) {
        var planted = CompiledClasses.plant(directory, fault.name(), fault.body());
        assertThatThrownBy(() -> fault.rule().check(planted.imported()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(fault.name());
    }

    static Stream<Fault> permitted() {
        return Stream.of(
                new Fault(
                        HouseRules.levelsHold(),
                        "io.jackfield.posix.Down",
                        "io.jackfield.address.IpAddress[] a;"),
                new Fault(
                        HouseRules.onlyJavaBase(),
                        "io.jackfield.net.Base",
                        "java.util.List<int[]> l;"),
                new Fault(
                        HouseRules.clocksOnlyIn("io.jackfield.time.."),
                        "io.jackfield.time.Real",
                        "long t = System.nanoTime();"),
                new Fault(
                        HouseRules.noHashOrder(),
                        "io.jackfield.ip.Ordered",
                        "Object o = new java.util.LinkedHashMap<>();"),
                new Fault(HouseRules.noEmptyNames(), "io.jackfield.ip.Implication", ""));
    }

    @ParameterizedTest
    @MethodSource("permitted")
    void isSpared(Fault permitted, @TempDir Path directory) {
        var planted = CompiledClasses.plant(directory, permitted.name(), permitted.body());
        permitted.rule().check(planted.imported());
    }

    @Test
    void monitorsAreFound(@TempDir Path directory) {
        String body = "synchronized void a() {} void b() { synchronized (this) {} } void c() {}";
        assertThat(CompiledClasses.plant(directory, "io.jackfield.ip.Locked", body).monitors())
                .containsExactly("io/jackfield/ip/Locked.a", "io/jackfield/ip/Locked.b");
    }

    @Test
    void parkingIsFound(@TempDir Path directory) {
        String body = "Runnable r = () -> java.util.concurrent.locks.LockSupport.parkNanos(1);";
        CompiledClasses.plant(directory, "io.jackfield.ip.One", body);
        var planted = CompiledClasses.plant(directory, "io.jackfield.ip.Two", body);
        assertThat(ArchitectureTest.parkingClasses(planted.imported()))
                .containsExactlyInAnyOrder("io.jackfield.ip.One", "io.jackfield.ip.Two");
    }
}
