package io.jackfield.net;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jackfield.host.Host;
import io.jackfield.link.Netem;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What other tools' presets do to packets. */
class ImportedLinksTest {
    private static final int DATAGRAMS = 10;
    private static final int OCTETS = 1000;
    private static final int ON_THE_WIRE = OCTETS + 28;

    private final World world = World.scripted(1);
    private final Host user = world.host("user");
    private final Host server = world.host("server");
    private final long[] arrivals = new long[DATAGRAMS];

    @AfterEach
    void close() {
        world.close();
    }

    /** Sends datagrams all at once and notes when each comes; −1 for one that is lost. */
    private void burst(Host from, Host to) {
        Arrays.fill(arrivals, -1);
        to.start(
                "receiver",
                os -> {
                    int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
                    check("bind", os.bind(fd, SocketAddress.of(to.address(), 9000)));
                    ByteBuffer buffer = ByteBuffer.allocate(OCTETS);
                    while (os.recv(fd, buffer.clear(), 0) > 0) {
                        arrivals[buffer.get(0)] = os.nanoTime();
                    }
                    return 0;
                });
        from.start(
                "sender",
                os -> {
                    int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
                    for (byte i = 0; i < DATAGRAMS; i++) {
                        ByteBuffer data = ByteBuffer.allocate(OCTETS).put(0, i);
                        os.sendto(fd, data, 0, SocketAddress.of(to.address(), 9000));
                    }
                    return os.close(fd);
                });
        world.runFor("1m");
    }

    private void measured(String words) {
        Netem said = Netem.parse(words);
        long each = said.rate().bitsPerSecond() == 0 ? 0 : said.rate().nanos(ON_THE_WIRE);
        long jitter = said.delay().jitterNanos();
        int came = 0;
        for (int i = 0; i < DATAGRAMS; i++) {
            if (arrivals[i] >= 0) {
                came++; // what is lost takes no time on the wire
                assertThat(arrivals[i] - came * each)
                        .as("datagram %d with %s", i, words)
                        .isCloseTo(said.delay().nanos(), within(jitter));
            }
        }
        boolean losesSome = said.toString().contains("loss");
        assertThat(came).isBetween(losesSome ? 1 : DATAGRAMS, DATAGRAMS);
    }

    @ParameterizedTest
    @EnumSource(ImportedLinks.class)
    void delayAndRateDownAreWhatPacketsMeet(ImportedLinks preset) {
        world.cable(user, server).preset(preset);
        burst(server, user);
        measured(preset.down());
    }

    @ParameterizedTest
    @EnumSource(ImportedLinks.class)
    void delayAndRateUpAreWhatPacketsMeet(ImportedLinks preset) {
        world.cable(user, server).preset(preset.title());
        burst(user, server);
        measured(preset.up());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wpt:3g          | delay 150ms rate 1600kbit | delay 150ms rate 768kbit
                    wpt:3g-slow     | delay 200ms rate 400kbit  | delay 200ms rate 400kbit
                    devtools:slow-4g| delay 75ms rate 1600kbit  | delay 75ms rate 750kbit
                    firefox:good-3g | delay 20ms rate 1572864bit| delay 20ms rate 768kbit
                    firefox:dsl     | delay 2500us rate 2097152bit | delay 2500us rate 1048576bit
                    apple:edge      | delay 400ms rate 240kbit  | delay 440ms rate 200kbit
                    patchbay:wifi   | delay 5ms 2ms loss 0.1%   | delay 5ms 2ms loss 0.1%
                    """)
    void figuresAreThoseOfTheTool(String title, String down, String up) {
        LinkPreset preset = LinkPreset.named(title);
        assertThat(parsed(preset.down())).isEqualTo(parsed(down));
        assertThat(parsed(preset.up())).isEqualTo(parsed(up));
    }

    private static Netem parsed(String words) {
        return Netem.parse(words).withLimit(1);
    }

    @Test
    void aWrongNameIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> LinkPreset.named("wpt:3gslow"))
                .hasMessage("there is no preset \"wpt:3gslow\"; did you mean \"wpt:3g-slow\"?");
        assertThatThrownBy(() -> LinkPreset.named("wify")).hasMessageContaining("\"wifi\"");
        assertThatThrownBy(() -> LinkPreset.named("apple:nokia"))
                .hasMessageContaining("there are: apple:3g, apple:edge, apple:very-bad-network");
    }
}
