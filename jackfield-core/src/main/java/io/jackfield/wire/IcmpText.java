package io.jackfield.wire;

import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;

/** An ICMP message in tcpdump's words, with the line of the packet it quotes. */
final class IcmpText {
    private IcmpText() {}

    static void append(StringBuilder text, IcmpMessage message) {
        boolean v4 = message.isV4();
        text.append(v4 ? "ICMP " : "ICMP6, ");
        int length = IcmpMessage.HEADER_LENGTH + message.payloadLength();
        boolean echo = v4 ? appendV4(text, message) : appendV6(text, message);
        if (echo) {
            text.append(", id ").append(message.rest() >>> 16);
            text.append(", seq ").append(message.rest() & 0xffff);
        }
        text.append(", length ").append(length);
        if (isError(message)) {
            Packet quoted = new PacketCodec().decodeQuote(message);
            if (quoted != null) {
                text.append(" {").append(PacketText.of(quoted)).append('}');
                quoted.release();
            }
        }
    }

    private static boolean isError(IcmpMessage message) {
        int type = message.type();
        return message.isV4()
                ? type == 3 || type == 4 || type == 5 || type == 11 || type == 12
                : type < 128;
    }

    private static boolean appendV4(StringBuilder text, IcmpMessage message) {
        switch (message.type()) {
            case 0 -> text.append("echo reply");
            case 8 -> text.append("echo request");
            case 3 -> {
                text.append(unreachableV4(message.code()));
                if (message.code() == 4) {
                    text.append(" (mtu ").append(message.rest() & 0xffff).append(')');
                }
            }
            case 4 -> text.append("source quench");
            case 5 -> text.append("redirect");
            case 11 -> text.append(exceeded(message.code()));
            case 12 -> text.append("parameter problem - octet ").append(message.rest() >>> 24);
            default -> numbers(text, message);
        }
        return message.type() == 0 || message.type() == 8;
    }

    private static String unreachableV4(int code) {
        return switch (code) {
            case 0 -> "net unreachable";
            case 1 -> "host unreachable";
            case 2 -> "protocol unreachable";
            case 3 -> "port unreachable";
            case 4 -> "need to frag";
            case 5 -> "source route failed";
            case 9, 10, 13 -> "admin prohibited";
            default -> "unreachable, code " + code;
        };
    }

    private static String exceeded(int code) {
        return code == 0 ? "time exceeded in-transit" : "ip reassembly time exceeded";
    }

    private static boolean appendV6(StringBuilder text, IcmpMessage message) {
        switch (message.type()) {
            case 1 -> text.append("destination unreachable, ").append(reasonV6(message.code()));
            case 2 ->
                    text.append("packet too big, mtu ")
                            .append(Integer.toUnsignedString(message.rest()));
            case 3 -> text.append(exceeded(message.code()));
            case 4 ->
                    text.append("parameter problem, code ")
                            .append(message.code())
                            .append(" - octet ")
                            .append(Integer.toUnsignedString(message.rest()));
            case 128 -> text.append("echo request");
            case 129 -> text.append("echo reply");
            case NdpCodec.ROUTER_SOLICITATION -> text.append("router solicitation");
            case NdpCodec.ROUTER_ADVERTISEMENT -> text.append("router advertisement");
            case NdpCodec.NEIGHBOR_SOLICITATION ->
                    neighbor(text, "solicitation, who has ", message);
            case NdpCodec.NEIGHBOR_ADVERTISEMENT ->
                    neighbor(text, "advertisement, tgt is ", message);
            default -> numbers(text, message);
        }
        return message.type() == 128 || message.type() == 129;
    }

    private static String reasonV6(int code) {
        return switch (code) {
            case 0 -> "unreachable route";
            case 1 -> "unreachable prohibited";
            case 2 -> "beyond scope";
            case 3 -> "unreachable address";
            case 4 -> "unreachable port";
            default -> "code " + code;
        };
    }

    private static void neighbor(StringBuilder text, String words, IcmpMessage message) {
        text.append("neighbor ").append(words);
        switch (NdpCodec.decode(message)) {
            case NdpMessage.NeighborSolicitation solicitation -> text.append(solicitation.target());
            case NdpMessage.NeighborAdvertisement advertisement ->
                    text.append(advertisement.target());
            case null, default -> text.append("(invalid)");
        }
    }

    private static void numbers(StringBuilder text, IcmpMessage message) {
        text.append("type ").append(message.type()).append(", code ").append(message.code());
    }
}
