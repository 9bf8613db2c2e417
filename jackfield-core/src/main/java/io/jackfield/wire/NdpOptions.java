package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.wire.NdpMessage.PrefixInformation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The options of a Neighbor Discovery message (RFC 4861 §4.6); unknown ones are passed over. */
final class NdpOptions {
    static final int SOURCE_MAC = 1;
    static final int TARGET_MAC = 2;
    private static final int PREFIX_INFORMATION = 3;
    private static final int MTU = 5;

    private static final int MAC_LENGTH = 8;
    static final int MTU_LENGTH = 8;
    static final int PREFIX_LENGTH = 32;

    private static final int ON_LINK = 0x80;
    private static final int AUTONOMOUS = 0x40;

    private boolean hasSourceMac;
    private long sourceMac = MacAddress.NONE;
    private long targetMac = MacAddress.NONE;
    private int mtu;
    private final List<PrefixInformation> prefixes = new ArrayList<>();

    private NdpOptions() {}

    boolean hasSourceMac() {
        return hasSourceMac;
    }

    long sourceMac() {
        return sourceMac;
    }

    long targetMac() {
        return targetMac;
    }

    int mtu() {
        return mtu;
    }

    List<PrefixInformation> prefixes() {
        return prefixes;
    }

    /** The options from {@code start} on; null if the body ends before or one has no length. */
    static @Nullable NdpOptions read(byte[] body, int start) {
        NdpOptions options = new NdpOptions();
        int at = start;
        while (at < body.length) {
            int length = body.length - at < 2 ? 0 : Octets.get8(body, at + 1) << 3;
            // RFC 4861 §4.6: a message with an option of length zero is discarded.
            if (length == 0 || length > body.length - at) {
                return null;
            }
            options.readOne(body, at, length);
            at += length;
        }
        return at == body.length ? options : null;
    }

    private void readOne(byte[] body, int at, int length) {
        int type = Octets.get8(body, at);
        if (type == SOURCE_MAC) {
            hasSourceMac = true;
        }
        if (type == SOURCE_MAC && length == MAC_LENGTH) {
            sourceMac = MacAddress.at(body, at + 2);
        } else if (type == TARGET_MAC && length == MAC_LENGTH) {
            targetMac = MacAddress.at(body, at + 2);
        } else if (type == MTU && length == MTU_LENGTH) {
            mtu = Octets.get32(body, at + 4);
        } else if (type == PREFIX_INFORMATION && length == PREFIX_LENGTH) {
            readPrefix(body, at);
        }
    }

    private void readPrefix(byte[] body, int at) {
        int bits = Octets.get8(body, at + 2);
        IpAddress address = IpAddress.v6At(body, at + 16);
        if (bits > 128 || address.isV4()) {
            return;
        }
        int flags = Octets.get8(body, at + 3);
        prefixes.add(
                new PrefixInformation(
                        new Prefix(address, bits),
                        (flags & ON_LINK) != 0,
                        (flags & AUTONOMOUS) != 0,
                        Octets.get32(body, at + 4),
                        Octets.get32(body, at + 8)));
    }

    static int macLength(long mac) {
        return mac == MacAddress.NONE ? 0 : MAC_LENGTH;
    }

    static void putMac(int type, long mac, byte[] to, int at) {
        if (mac != MacAddress.NONE) {
            Octets.put8(to, at, type);
            Octets.put8(to, at + 1, MAC_LENGTH >>> 3);
            MacAddress.write(mac, to, at + 2);
        }
    }

    static void putMtu(int octets, byte[] to, int at) {
        Octets.put8(to, at, MTU);
        Octets.put8(to, at + 1, MTU_LENGTH >>> 3);
        Octets.put32(to, at + 4, octets);
    }

    static void putPrefix(PrefixInformation information, byte[] to, int at) {
        int flags =
                (information.onLink() ? ON_LINK : 0) | (information.autonomous() ? AUTONOMOUS : 0);
        Octets.put8(to, at, PREFIX_INFORMATION);
        Octets.put8(to, at + 1, PREFIX_LENGTH >>> 3);
        Octets.put8(to, at + 2, information.prefix().length());
        Octets.put8(to, at + 3, flags);
        Octets.put32(to, at + 4, information.validSeconds());
        Octets.put32(to, at + 8, information.preferredSeconds());
        information.prefix().address().writeV6To(to, at + 16);
    }
}
