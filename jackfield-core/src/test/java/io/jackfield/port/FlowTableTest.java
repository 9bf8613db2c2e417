package io.jackfield.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class FlowTableTest {
    private static final long SEED = Long.getLong("jackfield.seed", 42);
    private static final IpAddress LOCAL = IpAddress.of("10.0.0.1");

    private final FlowTable table = new FlowTable(SEED);

    private static final class TestFlow extends Flow {
        TestFlow(IpAddress local, int localPort, IpAddress remote, int remotePort) {
            name(local, localPort, remote, remotePort);
        }
    }

    @Test
    void findsEachOfManyFlowsAndNoOther() {
        System.out.println("jackfield.seed=" + SEED);
        Random random = new Random(SEED);
        List<TestFlow> flows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            TestFlow flow =
                    new TestFlow(LOCAL, 80, IpAddress.v4(0x0a00_0000 | i >> 4), 40_000 + (i & 15));
            flows.add(flow);
            table.insert(flow);
        }
        for (int i = 0; i < 5_000; i++) {
            TestFlow gone = flows.remove(random.nextInt(flows.size()));
            assertThat(table.remove(gone)).isTrue();
            assertThat(table.remove(gone)).isFalse();
            assertThat(table.find(LOCAL, 80, gone.remote(), gone.remotePort())).isNull();
        }
        for (TestFlow flow : flows) {
            assertThat(table.find(LOCAL, 80, flow.remote(), flow.remotePort())).isSameAs(flow);
        }
        assertThat(table.size()).isEqualTo(5_000);
        assertThat(table.sorted()).hasSize(5_000);
    }

    @Test
    void everyPartOfTheNameCounts() {
        IpAddress six = IpAddress.of("fd00::1");
        table.insert(new TestFlow(six, 80, IpAddress.of("fd00::2"), 1));
        assertThat(table.find(six, 80, IpAddress.of("fd00::2"), 1)).isNotNull();
        assertThat(table.find(six, 81, IpAddress.of("fd00::2"), 1)).isNull();
        assertThat(table.find(six, 80, IpAddress.of("fd00::2"), 2)).isNull();
        assertThat(table.find(six, 80, IpAddress.of("fd01::2"), 1)).isNull();
        assertThat(table.find(LOCAL, 80, IpAddress.of("fd00::2"), 1)).isNull();
    }

    @Test
    void aSuccessorTakesThePlaceOfItsFlow() {
        TestFlow connection = new TestFlow(LOCAL, 80, LOCAL, 81);
        TestFlow remainder = new TestFlow(LOCAL, 80, LOCAL, 81);
        table.insert(connection);
        table.replace(connection, remainder);
        assertThat(table.find(LOCAL, 80, LOCAL, 81)).isSameAs(remainder);
        assertThat(table.size()).isOne();
    }
}
