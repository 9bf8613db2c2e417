package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArtemisTest {
    @ParameterizedTest
    @EnumSource
    void keepsMessagesOverACableThatLoses(Tier tier) throws Exception {
        assertThat(ShowJvm.play(ArtemisShow.class, tier)).hasSize(1);
    }
}
