package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JGroupsTest {
    @ParameterizedTest
    @EnumSource
    void membersAgreeOnMessagesAndOnWhoIsThere(Tier tier) throws Exception {
        assertThat(ShowJvm.play(JGroupsShow.class, tier)).hasSize(1);
    }
}
