package example.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.Fault;

import org.jgroups.JChannel;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.protocols.TCPPING;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;

@Outage(
        page = "split-brain",
        hosts = {"one", "two", "three"},
        packets = 40)
class SplitBrainTest {
    // @start region="program"
    /** A member of a group of three, whose oldest member is the primary: it opens port 5432. */
    static final class Member implements Receiver {
        private final JChannel channel;
        private final int needed;
        private @Nullable ServerSocket service;

        private Member(JChannel channel, int needed) {
            this.channel = channel;
            this.needed = needed;
        }

        public static void main(String[] args) throws Exception {
            JChannel channel = new JChannel("tcp.xml").name(args[0]);
            TCPPING discovery = channel.getProtocolStack().findProtocol(TCPPING.class);
            discovery.setInitialHosts(
                    Stream.of("one", "two", "three")
                            .map(name -> new InetSocketAddress(name, 7800))
                            .toList());
            channel.setReceiver(new Member(channel, Integer.parseInt(args[1])));
            channel.connect("accounts");
        }

        @Override
        public synchronized void viewAccepted(View view) {
            boolean isPrimary =
                    view.getCoord().equals(channel.getAddress()) && view.size() >= needed;
            try {
                if (isPrimary && service == null) {
                    service = new ServerSocket(5432);
                } else if (!isPrimary && service != null) {
                    service.close();
                    service = null;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void group(Net net, int needed) {
        EthernetSwitch lan = net.ethernetSwitch("lan");
        for (String name : List.of("one", "two", "three")) {
            Host host = net.host(name);
            net.link(host, lan).netem("delay 1ms");
        }
        for (Host host : net.hosts()) {
            host.start(Member.class, host.name(), "" + needed);
            net.runFor("10s");
        }
    }

    private static List<Host> primaries(Net net) {
        return net.hosts().stream()
                .filter(
                        host ->
                                host.sockets().stream()
                                        .anyMatch(each -> each.local().port() == 5432))
                .toList();
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void bothHalvesHaveAPrimary(Net net, TestReporter report) {
        group(net, 1);
        assertThat(primaries(net)).extracting(Host::name).containsExactly("one");

        try (Fault _ = net.partition(net.hosts().subList(0, 1), net.hosts().subList(1, 3))) {
            net.runFor("2m");
            assertThat(primaries(net)).extracting(Host::name).containsExactly("one", "two");
            report.publishEntry("after two minutes there are two primaries: " + primaries(net));
        }
        net.runFor("2m");
        assertThat(primaries(net)).hasSize(1); // which has seen half of what was written
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void aPrimaryNeedsAMajority(Net net, TestReporter report) {
        group(net, 2);
        assertThat(primaries(net)).extracting(Host::name).containsExactly("one");

        try (Fault _ = net.partition(net.hosts().subList(0, 1), net.hosts().subList(1, 3))) {
            net.runFor("2m");
            assertThat(primaries(net)).extracting(Host::name).containsExactly("two");
            report.publishEntry("after two minutes there is one primary: " + primaries(net));
        }
    }
    // @end region="cure"
}
