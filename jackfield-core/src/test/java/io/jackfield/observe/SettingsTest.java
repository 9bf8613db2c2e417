package io.jackfield.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class SettingsTest {
    private final Settings settings = new Settings();

    @Test
    void aNameReadsBackWhatItWasSetTo() {
        settings.set("net.ipv4.ip_local_port_range", "50000 50009");
        settings.set("net.ipv4.tcp_syn_retries", " 2 ");
        settings.set("net.ipv4.tcp_congestion_control", "reno");
        assertThat(settings.get("net.ipv4.ip_local_port_range")).isEqualTo("50000\t50009");
        assertThat(settings.get(Setting.TCP_SYN_RETRIES)).isEqualTo(2);
        assertThat(settings.get("net.ipv4.tcp_congestion_control")).isEqualTo("reno");
    }

    @Test
    void refusesUnknownNamesAndValuesOutOfBounds() {
        assertThatThrownBy(() -> settings.set("net.ipv4.tcp_syn_retry", "2"))
                .hasMessage("no such setting: net.ipv4.tcp_syn_retry");
        assertThatThrownBy(() -> settings.set("net.ipv4.tcp_syn_retries", "0"))
                .hasMessage("net.ipv4.tcp_syn_retries is 1 to 127, not 0");
        assertThatThrownBy(() -> settings.set("net.ipv4.tcp_rmem", "1 2"))
                .hasMessageContaining("3 numbers");
        assertThatThrownBy(() -> settings.set("net.ipv4.tcp_sack", "on"))
                .hasMessageContaining("\"on\" is no number");
        assertThatThrownBy(() -> settings.set("net.ipv4.tcp_congestion_control", "vegas"))
                .hasMessageContaining("cubic, reno");
    }

    @Test
    void countersHaveNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();
        for (Counter counter : Counter.values()) {
            assertThat(names.add(counter.nstatName())).as(counter.nstatName()).isTrue();
        }
        Counters counters = new Counters();
        counters.add(Counter.TCP_IN_SEGS, 3);
        counters.increment(Counter.TCP_IN_SEGS);
        assertThat(counters.snapshot()).containsOnlyKeys(Counter.TCP_IN_SEGS);
        assertThat(counters.get(Counter.TCP_IN_SEGS)).isEqualTo(4);
    }
}
