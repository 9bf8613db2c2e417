package io.jackfield.packetdrill.script;

import io.jackfield.net.Nearest;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The names that assertions use: the fields of struct tcp_info, and Linux's numbers for them. */
public final class CodeNames {
    /** Octets of struct tcp_info that names reach into. */
    public static final int TCP_INFO = 248;

    private static final Map<String, Long> CONSTANTS = new TreeMap<>();
    private static final Map<String, Place> FIELDS = new TreeMap<>();

    /** Where a field is: {@code bits} of the octets at {@code offset}, from {@code shift} on. */
    private record Place(int offset, int octets, int shift, int bits) {}

    static {
        constants("TCP_CA_Open 0 TCP_CA_Disorder 1 TCP_CA_CWR 2 TCP_CA_Recovery 3 TCP_CA_Loss 4");
        constants("TCP_ESTABLISHED 1 TCP_SYN_SENT 2 TCP_SYN_RECV 3 TCP_FIN_WAIT1 4");
        constants("TCP_FIN_WAIT2 5 TCP_TIME_WAIT 6 TCP_CLOSE 7 TCP_CLOSE_WAIT 8 TCP_LAST_ACK 9");
        constants("TCP_LISTEN 10 TCP_CLOSING 11 TCP_NEW_SYN_RECV 12");
        constants("TCPI_OPT_TIMESTAMPS 1 TCPI_OPT_SACK 2 TCPI_OPT_WSCALE 4 TCPI_OPT_ECN 8");
        constants("TCPI_OPT_ECN_SEEN 16 TCPI_OPT_SYN_DATA 32 TCPI_OPT_USEC_TS 64");
        constants("TCP_INFINITE_SSTHRESH 2147483647 True 1 False 0");
        fields(0, 1, "state ca_state retransmits probes backoff options");
        bits(6, "snd_wscale", 0, 4);
        bits(6, "rcv_wscale", 4, 4);
        bits(7, "delivery_rate_app_limited", 0, 1);
        bits(7, "fastopen_client_fail", 1, 2);
        fields(8, 4, "rto ato snd_mss rcv_mss unacked sacked lost retrans fackets");
        fields(44, 4, "last_data_sent last_ack_sent last_data_recv last_ack_recv pmtu");
        fields(64, 4, "rcv_ssthresh rtt rttvar snd_ssthresh snd_cwnd advmss reordering");
        fields(92, 4, "rcv_rtt rcv_space total_retrans");
        fields(104, 8, "pacing_rate max_pacing_rate bytes_acked bytes_received");
        fields(136, 4, "segs_out segs_in notsent_bytes min_rtt data_segs_in data_segs_out");
        fields(160, 8, "delivery_rate busy_time rwnd_limited sndbuf_limited");
        fields(192, 4, "delivered delivered_ce");
        fields(200, 8, "bytes_sent bytes_retrans");
        fields(216, 4, "dsack_dups reord_seen rcv_ooopack snd_wnd rcv_wnd rehash");
        fields(240, 2, "total_rto total_rto_recoveries");
        fields(244, 4, "total_rto_time");
    }

    private CodeNames() {}

    private static void constants(String words) {
        String[] all = words.split(" ");
        for (int i = 0; i < all.length; i += 2) {
            CONSTANTS.put(all[i], Long.valueOf(all[i + 1]));
        }
    }

    private static void fields(int offset, int octets, String names) {
        int at = offset;
        for (String name : names.split(" ")) {
            FIELDS.put("tcpi_" + name, new Place(at, octets, 0, octets * Byte.SIZE));
            at += octets;
        }
    }

    private static void bits(int offset, String name, int shift, int bits) {
        FIELDS.put("tcpi_" + name, new Place(offset, 1, shift, bits));
    }

    static void require(Token name) {
        if (!CONSTANTS.containsKey(name.text()) && !FIELDS.containsKey(name.text())) {
            var known = name.text().startsWith("tcpi_") ? FIELDS.keySet() : CONSTANTS.keySet();
            throw new ScriptException(
                    name.at(), name.named() + " is not known" + Nearest.hint(name.text(), known));
        }
    }

    /**
     * The value of a name.
     *
     * @param info struct tcp_info as getsockopt(2) filled it in, in the machine's order
     */
    public static long value(Expression.Name name, ByteBuffer info) {
        Long constant = CONSTANTS.get(name.text());
        if (constant != null) {
            return constant;
        }
        Place place = FIELDS.get(name.text());
        if (place == null || place.offset + place.octets > info.limit()) {
            throw new ScriptException(name.at(), "TCP_INFO has no " + name.text() + " here");
        }
        long raw =
                switch (place.octets) {
                    case 1 -> info.get(place.offset) & 0xff;
                    case 2 -> info.getShort(place.offset) & 0xffff;
                    case 4 -> info.getInt(place.offset) & 0xffff_ffffL;
                    default -> info.getLong(place.offset);
                };
        return place.bits == Long.SIZE ? raw : raw >>> place.shift & ((1L << place.bits) - 1);
    }
}
