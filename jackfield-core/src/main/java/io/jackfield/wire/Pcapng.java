package io.jackfield.wire;

/**
 * The numbers of the pcapng file format (draft-ietf-opsawg-pcapng §4) that the writer and the
 * reader share.
 */
final class Pcapng {
    static final int SECTION_HEADER = 0x0A0D0D0A;
    static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int NAME_RESOLUTION = 4;
    static final int INTERFACE_STATISTICS = 5;
    static final int ENHANCED_PACKET = 6;

    static final int END_OF_OPTIONS = 0;
    static final int COMMENT = 1;
    static final int USER_APPLICATION = 4;
    static final int INTERFACE_NAME = 2;
    static final int INTERFACE_DESCRIPTION_TEXT = 3;
    static final int TIME_RESOLUTION = 9;
    static final int PACKET_FLAGS = 2;
    static final int STATISTICS_START_TIME = 2;
    static final int STATISTICS_END_TIME = 3;
    static final int RECEIVED = 4;
    static final int DROPPED = 5;

    static final int END_OF_NAMES = 0;
    static final int IPV4_NAME = 1;
    static final int IPV6_NAME = 2;

    static final int MAXIMUM_OPTION = 0xFFFF;
    static final int MAXIMUM_BLOCK = 16 << 20;

    private Pcapng() {}

    /** Blocks, options and names are padded to four octets. */
    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
