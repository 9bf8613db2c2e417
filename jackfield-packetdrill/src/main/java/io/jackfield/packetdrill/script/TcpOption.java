package io.jackfield.packetdrill.script;

import java.util.HexFormat;
import java.util.List;

/** An option of a TCP segment, in the script's own numbers. */
public sealed interface TcpOption {
    /** Its octets on the wire. */
    int length();

    /** No operation, or the end of the list. */
    record Single(int kind) implements TcpOption {
        @Override
        public int length() {
            return 1;
        }

        @Override
        public String toString() {
            return kind == 0 ? "eol" : "nop";
        }
    }

    /** Maximum segment size. */
    record Mss(int octets) implements TcpOption {
        @Override
        public int length() {
            return 4;
        }

        @Override
        public String toString() {
            return "mss " + octets;
        }
    }

    /** Window scale. */
    record WindowScale(int shift) implements TcpOption {
        @Override
        public int length() {
            return 3;
        }

        @Override
        public String toString() {
            return "wscale " + shift;
        }
    }

    /** SACK permitted. */
    record SackPermitted() implements TcpOption {
        @Override
        public int length() {
            return 2;
        }

        @Override
        public String toString() {
            return "sackOK";
        }
    }

    /** SACK: left and right edges in turn. */
    record Sack(List<Long> edges) implements TcpOption {
        @Override
        public int length() {
            return 2 + 4 * edges.size();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("sack");
            for (int i = 0; i < edges.size(); i += 2) {
                text.append(' ').append(edges.get(i)).append(':').append(edges.get(i + 1));
            }
            return text.toString();
        }
    }

    /** Timestamps. */
    record Timestamps(long val, long ecr) implements TcpOption {
        @Override
        public int length() {
            return 10;
        }

        @Override
        public String toString() {
            return "TS val " + val + " ecr " + ecr;
        }
    }

    /** Any other, by its kind: its octets after kind and length. */
    record Other(int kind, String data) implements TcpOption {
        public static final int FAST_OPEN = 34;
        public static final int MD5 = 19;
        public static final int EXPERIMENT = 254;

        /** RFC 6994's number of Fast Open among the experiments. */
        public static final String FAST_OPEN_EXPERIMENT = "f989";

        @Override
        public int length() {
            return 2 + data.length() / 2;
        }

        /** What follows kind and length. */
        public byte[] octets() {
            return HexFormat.of().parseHex(data);
        }

        @Override
        public String toString() {
            return switch (kind) {
                case FAST_OPEN -> "FO" + (data.isEmpty() ? "" : " " + data);
                case MD5 -> "md5 " + data;
                case EXPERIMENT ->
                        data.startsWith(FAST_OPEN_EXPERIMENT)
                                ? "FOEXP " + data.substring(4)
                                : "option 254 " + data;
                default -> "option " + kind + " " + data;
            };
        }
    }
}
