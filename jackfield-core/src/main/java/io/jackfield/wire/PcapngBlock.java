package io.jackfield.wire;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One block of a capture file. */
public sealed interface PcapngBlock {
    /** The start of a section; interfaces are numbered anew. */
    record Section(@Nullable String application) implements PcapngBlock {}

    /**
     * An interface; {@code linkType} is the registry's number, which {@link LinkType} may not know.
     */
    record Interface(
            int number,
            int linkType,
            int snapLength,
            @Nullable String name,
            @Nullable String description)
            implements PcapngBlock {}

    /** A packet; {@code octets} are fewer than {@code length} if the capture cut it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Captured(
            int interfaceNumber,
            long timeNanos,
            byte[] octets,
            int length,
            CaptureDirection direction,
            @Nullable String comment)
            implements PcapngBlock {}

    /** Names of hosts. */
    record Names(List<Name> names) implements PcapngBlock {}

    /** One name; an address may have several. */
    record Name(IpAddress address, String name) {}

    /** What an interface counted; −1 where the file does not say. */
    record Statistics(
            int interfaceNumber, long startNanos, long endNanos, long received, long dropped)
            implements PcapngBlock {}

    /** A block of a kind that this reader passes over. */
    record Other(int type) implements PcapngBlock {}
}
