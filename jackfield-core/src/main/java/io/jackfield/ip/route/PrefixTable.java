package io.jackfield.ip.route;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The entries of one family, found by the longest prefix that contains an address. */
final class PrefixTable {
    /*
     * One hash table per prefix length in use, asked from the longest to the shortest. A host uses a
     * handful of lengths; the route cache and the routes that connections hold stand in front.
     */

    private final List<Level> levels = new ArrayList<>();

    /** All networks of one length, in bits of the 128-bit form. */
    private static final class Level {
        final int bits;
        final Map<IpAddress, List<RouteEntry>> networks = new LinkedHashMap<>();

        Level(int bits) {
            this.bits = bits;
        }
    }

    void add(RouteEntry entry) {
        List<RouteEntry> chain =
                level(entry.prefix().bits())
                        .networks
                        .computeIfAbsent(entry.prefix().address(), _ -> new ArrayList<>(1));
        int at = chain.size();
        while (at > 0 && chain.get(at - 1).metric() > entry.metric()) {
            at--;
        }
        chain.add(at, entry);
    }

    boolean remove(RouteEntry entry) {
        Level level = existing(entry.prefix().bits());
        List<RouteEntry> chain =
                level == null ? null : level.networks.get(entry.prefix().address());
        if (level == null || chain == null || !chain.remove(entry)) {
            return false;
        }
        if (chain.isEmpty()) {
            level.networks.remove(entry.prefix().address());
        }
        if (level.networks.isEmpty()) {
            levels.remove(level);
        }
        return true;
    }

    private @Nullable Level existing(int bits) {
        for (Level level : levels) {
            if (level.bits == bits) {
                return level;
            }
        }
        return null;
    }

    /** The entry of the longest prefix around the address that may carry a packet now. */
    @Nullable RouteEntry find(IpAddress address, int boundIndex) {
        for (int i = 0; i < levels.size(); i++) {
            Level level = levels.get(i);
            List<RouteEntry> chain = level.networks.get(network(address, level.bits));
            for (int j = 0; chain != null && j < chain.size(); j++) {
                if (chain.get(j).serves(boundIndex)) {
                    return chain.get(j);
                }
            }
        }
        return null;
    }

    /** Every entry, the longest prefixes first, in the order of their networks. */
    List<RouteEntry> entries(Predicate<RouteEntry> wanted) {
        List<RouteEntry> all = new ArrayList<>();
        for (Level level : levels) {
            level.networks.keySet().stream()
                    .sorted()
                    .forEach(network -> all.addAll(level.networks.get(network)));
        }
        all.removeIf(wanted.negate());
        return all;
    }

    private Level level(int bits) {
        int at = 0;
        while (at < levels.size() && levels.get(at).bits > bits) {
            at++;
        }
        if (at == levels.size() || levels.get(at).bits != bits) {
            levels.add(at, new Level(bits));
        }
        return levels.get(at);
    }

    private static IpAddress network(IpAddress address, int bits) {
        return bits == 128 ? address : Prefix.network(address, bits);
    }
}
