package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseTest {
    @ParameterizedTest
    @EnumSource
    void keepsRowsThatComeOverACableThatLoses(Tier tier) throws Exception {
        assertThat(ShowJvm.play(DatabaseShow.class, tier)).hasSize(1);
    }
}
