package io.jackfield.udp;

import io.jackfield.address.IpAddress;
import io.jackfield.link.NetworkInterface;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A group that an endpoint has joined on an interface, and its filter of sources (RFC 3376 §3.1):
 * all but those listed, or those alone.
 */
final class Membership {
    private final NetworkInterface nic;
    private final IpAddress group;
    private boolean isInclude;

    /** Null before the first; the mode does not change afterwards, even when it is empty again. */
    private @Nullable List<IpAddress> sources;

    Membership(NetworkInterface nic, IpAddress group, boolean isInclude) {
        this.nic = nic;
        this.group = group;
        this.isInclude = isInclude;
    }

    NetworkInterface nic() {
        return nic;
    }

    IpAddress group() {
        return group;
    }

    boolean is(NetworkInterface in, IpAddress address) {
        return nic == in && group.equals(address);
    }

    boolean hears(IpAddress source) {
        return (sources != null && sources.contains(source)) == isInclude;
    }

    /** Whether nothing would be heard without that source: to drop it is to leave. */
    boolean isOnly(IpAddress source) {
        return isInclude && sources != null && sources.size() == 1 && sources.contains(source);
    }

    /**
     * Lists a source, or takes it off the list.
     *
     * @param include of which mode the list must be, unless there has been none
     * @param most how many may be listed: igmp_max_msf, mld_max_msf
     * @return 0, -EINVAL, -EADDRNOTAVAIL or -ENOBUFS
     */
    int change(boolean include, boolean add, IpAddress source, int most) {
        List<IpAddress> listed = sources;
        if (listed != null && isInclude != include) {
            return Errno.EINVAL.result();
        }
        isInclude = include;
        if (listed == null) {
            if (!add) {
                return Errno.EADDRNOTAVAIL.result();
            }
            listed = new ArrayList<>(1);
            sources = listed;
        }
        if (add && listed.size() >= most) {
            return Errno.ENOBUFS.result();
        }
        if (listed.contains(source) == add) {
            return Errno.EADDRNOTAVAIL.result();
        }
        if (add) {
            listed.add(source);
        } else {
            listed.remove(source);
        }
        return 0;
    }
}
