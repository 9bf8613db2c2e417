package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecureShellTest {
    @ParameterizedTest
    @EnumSource
    void runsACommandAndCopiesFilesOverACableThatLoses(Tier tier) throws Exception {
        assertThat(ShowJvm.play(SecureShellShow.class, tier)).hasSize(2);
    }
}
