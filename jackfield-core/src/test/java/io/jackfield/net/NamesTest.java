package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class NamesTest {
    private final World world = World.scripted(1);
    private final Host db1 = world.host("db1");
    private final Host db2 = world.host("db2");

    @AfterEach
    void close() {
        world.close();
    }

    private void connected() {
        world.cable(db1, db2);
    }

    @Test
    void aHostHasItsNameAndMoreNamesMayBeGiven() {
        connected();
        world.names().set("db", db1).alias("www.example.com", "db").alias("old", "www.example.com");
        assertThat(world.resolve("DB1.")).isEqualTo(db1.addresses());
        assertThat(world.resolve("www.Example.com")).isEqualTo(db1.addresses());
        assertThat(world.resolve("old")).isEqualTo(db1.addresses());
        assertThat(world.resolve("nobody")).isEmpty();
    }

    @Test
    void aNameOfSeveralHostsHasAllAddressesIpv4First() {
        connected();
        world.names().set("db", db1, db2);
        assertThat(world.resolve("db"))
                .containsExactly(db1.address(), db2.address(), db1.address6(), db2.address6());
        world.names().set("db", IpAddress.of("192.0.2.7"));
        assertThat(world.resolve("db")).containsExactly(IpAddress.of("192.0.2.7"));
    }

    @Test
    void whoAsksForANameThatNobodyHasIsHeard() {
        connected();
        List<String> unknown = new ArrayList<>();
        world.names().onUnknown(unknown::add).fail("db2");
        world.resolve("db1");
        world.resolve("db2");
        world.resolve("Payments.example.com");
        assertThat(unknown).containsExactly("db2", "Payments.example.com");
    }

    @Test
    void whatANameStandsForChangesAtItsTime() {
        connected();
        world.names().set("db", db1);
        world.at("30s").name("db", db2);
        world.at("40s").noName("db");
        List<List<IpAddress>> seen = new ArrayList<>();
        db1.start(
                "looks",
                os -> {
                    for (int i = 0; i < 3; i++) {
                        os.nanosleep(14_000_000_000L);
                        seen.add(world.resolve("db"));
                    }
                    return 0;
                });
        world.run();
        assertThat(seen).containsExactly(db1.addresses(), db1.addresses(), List.of());
        world.names().set("db", db2);
        assertThat(world.resolve("db")).isEqualTo(db2.addresses());
    }

    @Test
    void aNameMayBeTakenFromItsHostAndGivenBack() {
        connected();
        world.names().fail("db1");
        assertThat(world.resolve("db1")).isEmpty();
        world.names().reset("db1");
        assertThat(world.resolve("db1")).isEqualTo(db1.addresses());
    }

    @Test
    void aliasesInACircleDoNotResolve() {
        world.names().alias("a", "b").alias("b", "a");
        assertThat(world.resolve("a")).isEmpty();
    }

    @Test
    void aLookupTakesItsTime() {
        connected();
        world.names().delay("100ms").delay("db2", "3s");
        List<Long> times = new ArrayList<>();
        db1.start(
                "looks",
                os -> {
                    for (String name : List.of("db1", "db2", "nobody")) {
                        world.resolve(name);
                        times.add(os.nanoTime() / 1_000_000);
                    }
                    return 0;
                });
        world.run();
        assertThat(times).containsExactly(100L, 3100L, 3200L);
        assertThatThrownBy(() -> world.names().delay("db1", "3")).hasMessageContaining("no unit");
    }
}
