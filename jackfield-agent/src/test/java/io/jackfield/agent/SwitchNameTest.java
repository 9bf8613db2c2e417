package io.jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The agent's argument. */
class SwitchNameTest {
    @Test
    void noneMeansWhatIsUsual() {
        assertThat(SwitchName.parse(null))
                .isEqualTo(SwitchName.parse("network,identity,exit"))
                .isEqualTo(SwitchName.parse(""));
    }

    @Test
    void oneMayStandAlone() {
        assertThat(SwitchName.parse("network")).containsExactly(SwitchName.NETWORK);
        assertThat(SwitchName.parse(" identity ")).containsExactly(SwitchName.IDENTITY);
    }

    @Test
    void anUnknownOneIsRefusedWithTheKnown() {
        assertThatThrownBy(() -> SwitchName.parse("network,clocks"))
                .hasMessageContaining("'clocks'")
                .hasMessageContaining("network, identity, exit");
    }
}
