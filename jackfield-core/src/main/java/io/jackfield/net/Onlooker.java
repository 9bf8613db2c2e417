package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.link.Tap;
import io.jackfield.observe.Observation;

/** Sees every packet of a world and hears what its hosts observe: {@link World#watch}. */
public interface Onlooker extends Tap {
    /** Called under the host's lock, so it may only note. */
    void observed(Host host, Observation observation);

    /** A fault or an action of the time line, as {@link Misfortune#text()} names it, began. */
    void happened(String what, long nanos);
}
