package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JettyTest {
    @ParameterizedTest
    @EnumSource
    void servesFilesOverACableThatLoses(Tier tier) throws Exception {
        assertThat(ShowJvm.play(JettyShow.class, tier)).hasSize(4);
    }
}
