package io.jackfield.agent.network;

import io.jackfield.hooks.Network;
import io.jackfield.jdk.AgentDoors;

import org.jspecify.annotations.Nullable;

import java.net.SocketImpl;

/** Answers with what the calling thread's host has. */
final class HostNetwork implements Network {
    @Override
    public @Nullable SocketImpl socket(boolean server) {
        return AgentDoors.socket(server);
    }
}
