package io.jackfield.net;

import io.jackfield.link.Switch;

/** A switch of a world, and the subnet around it. */
public final class EthernetSwitch {
    private final Switch inner;
    private final Subnet subnet;

    EthernetSwitch(Switch inner, Subnet subnet) {
        this.inner = inner;
        this.subnet = subnet;
    }

    public String name() {
        return inner.name();
    }

    Switch inner() {
        return inner;
    }

    Subnet subnet() {
        return subnet.whole();
    }

    @Override
    public String toString() {
        return name();
    }
}
