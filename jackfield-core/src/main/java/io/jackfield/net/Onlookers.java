package io.jackfield.net;

import io.jackfield.host.Host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who watches a world; they are led to what is added to it. */
final class Onlookers {
    private final List<Onlooker> onlookers = new CopyOnWriteArrayList<>();

    /** One more, for what there is and what is to come; under the lock of the plan. */
    void add(Onlooker added, Iterable<Host> hosts, Iterable<PatchCable> cables) {
        onlookers.add(added);
        hosts.forEach(host -> show(added, host));
        cables.forEach(cable -> show(added, cable));
    }

    /** There is a new host. */
    void built(Host host) {
        onlookers.forEach(each -> show(each, host));
    }

    /** There is a new cable. */
    void plugged(PatchCable cable) {
        onlookers.forEach(each -> show(each, cable));
    }

    /** A fault began. */
    void happened(String what, long nanos) {
        onlookers.forEach(each -> each.happened(what, nanos));
    }

    private static void show(Onlooker onlooker, Host host) {
        host.observe(observation -> onlooker.observed(host, observation));
    }

    private static void show(Onlooker onlooker, PatchCable cable) {
        cable.directions().forEach(way -> way.add(onlooker));
    }
}
