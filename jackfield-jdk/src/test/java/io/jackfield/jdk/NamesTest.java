package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.net.World;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Names are a host's: what one world knows, another does not. */
class NamesTest {
    private static String lookUp(Jvm jvm, String name) throws Exception {
        return jvm.call(() -> InetAddress.getByName(name).getHostAddress());
    }

    @Test
    void theSameNameIsAnotherHostInAnotherWorld() throws Exception {
        for (String first : new String[] {"left", "right"}) {
            String second = first.equals("left") ? "right" : "left";
            try (World world = World.realTime(1)) {
                Host one = world.host(first);
                Host two = world.host(second);
                world.cable(one, two);
                try (Jvm jvm = Jvm.on(world, two)) {
                    assertThat(lookUp(jvm, first)).isEqualTo(one.address().toString());
                }
            }
        }
    }

    @Test
    void aNameThatNobodyHasIsUnknown() throws Exception {
        try (World world = World.realTime(1)) {
            Host one = world.host("alone");
            try (Jvm jvm = Jvm.on(world, one)) {
                assertThatThrownBy(() -> lookUp(jvm, "nobody"))
                        .isInstanceOf(UnknownHostException.class)
                        .hasMessage("nobody: Name or service not known");
            }
        }
    }

    @Test
    void aHostRemembersForAsLongAsTheJdkWould() throws Exception {
        try (World world = World.scripted(1)) {
            Host asking = world.host("asking");
            Host asked = world.host("asked");
            var cable = world.cable(asking, asked);
            try (Jvm jvm = Jvm.on(world, asking)) {
                String before = lookUp(jvm, "asked");
                asked.removeAddress(cable.nic(asked), Prefix.of(before + "/24"));
                asked.addAddress(cable.nic(asked), Prefix.of("10.9.9.9/24"));
                assertThat(lookUp(jvm, "asked")).isEqualTo(before);
                world.runFor("29s");
                assertThat(lookUp(jvm, "asked")).isEqualTo(before);
                world.runFor("2s");
                assertThat(lookUp(jvm, "asked")).isEqualTo("10.9.9.9");
            }
        }
    }

    @Test
    void aThreadOfNoHostAsksTheRealMachine() throws Exception {
        try (World world = World.realTime(1)) {
            Host local = world.host("localhost");
            Host other = world.host("other");
            world.cable(local, other);
            try (Jvm jvm = Jvm.on(world, other)) {
                assertThat(lookUp(jvm, "localhost")).isEqualTo(local.address().toString());
                assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
            }
        }
    }
}
