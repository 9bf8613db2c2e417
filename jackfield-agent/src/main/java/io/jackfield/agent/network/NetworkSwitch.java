package io.jackfield.agent.network;

import io.jackfield.agent.OpenedJdk;
import io.jackfield.agent.Rewrite;
import io.jackfield.agent.Switch;
import io.jackfield.hooks.NetworkHooks;
import io.jackfield.jdk.AgentDoors;

import java.util.List;

/** Sockets are the calling thread's host's, whatever class they are made with. */
public final class NetworkSwitch implements Switch {
    private final OpenedJdk jdk;

    public NetworkSwitch(OpenedJdk jdk) {
        this.jdk = jdk;
    }

    @Override
    public List<Rewrite> rewrites() {
        return NetworkRewrites.all();
    }

    @Override
    public void install() {
        PlatformSocket sockets = new PlatformSocket(jdk);
        AgentDoors.open(sockets);
        NetworkHooks.install(new HostNetwork(jdk, sockets));
    }
}
