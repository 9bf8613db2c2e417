package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcTest {
    @ParameterizedTest
    @EnumSource
    void passesItsInteroperabilityTestsOverACableThatLoses(Tier tier) throws Exception {
        assertThat(ShowJvm.play(GrpcShow.class, tier)).hasSize(1);
    }
}
