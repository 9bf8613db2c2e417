package io.jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.hooks.NetworkHooks;

import org.junit.jupiter.api.Test;

import java.util.List;

/** A JDK that lacks a shape is refused, and left as it was. */
class InstallationTest {
    private static Rewrite asked(String method, String descriptor) {
        return new Rewrite(
                "java.net.Inet6Address",
                method,
                descriptor,
                Edits.answerFirst(NetworkHooks.class, "none"));
    }

    @Test
    void aMissingMethodIsNamedWithTheVersionFoundAndTheVersionsKnown() {
        Rewrite wrong = asked("isMulticastAddress", "()I");
        assertThatThrownBy(() -> Installation.make(List.of(wrong), Agent.instrumentation()))
                .isInstanceOf(UnknownJdkException.class)
                .hasMessageContaining("this is JDK " + Runtime.version())
                .hasMessageContaining("known is JDK 25")
                .hasMessageContaining("java.net.Inet6Address.isMulticastAddress()I");
    }

    @Test
    void aMissingClassIsNamed() {
        Rewrite wrong =
                new Rewrite(
                        "java.net.Nothing",
                        "at",
                        "()V",
                        Edits.answerFirst(NetworkHooks.class, "none"));
        assertThatThrownBy(() -> Installation.make(List.of(wrong), Agent.instrumentation()))
                .isInstanceOf(UnknownJdkException.class)
                .hasMessageContaining("java.net.Nothing.at()V");
    }

    @Test
    void whereOneIsMissingNoneIsMade() {
        Rewrite right = asked("isMulticastAddress", "()Z"); // its hook does not exist
        Rewrite wrong = asked("isMulticastAddress", "()I");
        assertThatThrownBy(() -> Installation.make(List.of(right, wrong), Agent.instrumentation()))
                .isInstanceOf(UnknownJdkException.class);
        assertThat(java.net.Inet6Address.getLoopbackAddress().isMulticastAddress()).isFalse();
    }
}
