package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.host.Host;
import io.jackfield.link.Netem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinksTest {
    @ParameterizedTest
    @EnumSource(Links.class)
    void everyPresetIsNetemsOwnWordsAndHoldsAQuarterOfASecond(Links preset) {
        for (String words : new String[] {preset.up(), preset.down()}) {
            Netem netem = Netem.parse(words);
            assertThat(Netem.parse(netem.toString())).isEqualTo(netem);
            long bits = netem.rate().bitsPerSecond();
            if (bits > 0) {
                long quarter = bits / 4 / 8 / 1500;
                assertThat((long) netem.limit()).isEqualTo(Math.max(10, quarter));
            }
        }
    }

    @Test
    void presetsAreFoundUnderTheNamesOfTopologyFiles() {
        assertThat(Links.named("wifi-bad")).isEqualTo(Links.WIFI_BAD);
        assertThat(Links.named("3g")).isEqualTo(Links.MOBILE_3G);
        assertThat(Links.named("3g-slow")).isEqualTo(Links.MOBILE_3G_SLOW);
        assertThat(Links.named("cable")).isEqualTo(Links.CABLE_MODEM);
        assertThatThrownBy(() -> Links.named("5g")).hasMessageContaining("\"5g\"");
    }

    @Test
    void aPresetHasItsUserAtTheFirstEnd() {
        try (World world = World.scripted(1)) {
            Host user = world.host("user");
            Host server = world.host("server");
            PatchCable cable = world.cable(user, server).preset(Links.DSL);
            assertThat(cable.from(user).netem().rate().bitsPerSecond()).isEqualTo(384_000);
            assertThat(cable.to(user).netem().rate().bitsPerSecond()).isEqualTo(1_500_000);
        }
    }
}
