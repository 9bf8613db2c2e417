package io.jackfield.ip.filter;

import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The filters of a host, in the order in which they were added, and its connection tracker. A host
 * without any has no such object: its packets pay one null check.
 */
public final class Hooks {
    private final List<List<Filter>> filters = new ArrayList<>();
    private @Nullable ConnectionTracker tracker;

    /** Told of a packet that a filter dropped, rejected or reset, before it is released. */
    @FunctionalInterface
    public interface Refusals {
        void refused(Verdict so, Packet packet, @Nullable NetworkInterface in, long nowNanos);
    }

    private Refusals refusals;

    public Hooks(Refusals refusals) {
        this.refusals = refusals;
        for (int i = 0; i < Hook.values().length; i++) {
            filters.add(new ArrayList<>());
        }
    }

    public void add(Hook hook, Filter filter) {
        filters.get(hook.ordinal()).add(filter);
    }

    /** Takes the filter away; answers whether it was there. */
    public boolean remove(Hook hook, Filter filter) {
        return filters.get(hook.ordinal()).remove(filter);
    }

    public void tracker(@Nullable ConnectionTracker replacement) {
        tracker = replacement;
    }

    /** The host has lost its memory: the filters stay, with somebody else to tell of refusals. */
    public void restart(Refusals told) {
        refusals = told;
        filters.forEach(here -> here.forEach(Filter::forget));
        if (tracker != null) {
            tracker.forget();
        }
    }

    public boolean isEmpty() {
        return tracker == null && filters.stream().allMatch(List::isEmpty);
    }

    /** The packet that goes on, or null if it was dropped (and released). */
    public @Nullable Packet pass(
            Hook hook,
            Packet packet,
            @Nullable NetworkInterface in,
            @Nullable NetworkInterface out,
            long nowNanos) {
        Packet going = tracker == null ? packet : tracker.track(hook, packet, in, out, nowNanos);
        List<Filter> here = filters.get(hook.ordinal());
        for (int i = 0; going != null && i < here.size(); i++) {
            Verdict verdict = here.get(i).judge(hook, going, in, out, nowNanos);
            switch (verdict) {
                case ACCEPT -> {}
                case DROP, REJECT, RESET -> {
                    refusals.refused(verdict, going, in, nowNanos);
                    going.release();
                    going = null;
                }
            }
        }
        return going;
    }
}
