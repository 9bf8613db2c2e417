package io.jackfield.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Reads a packet line, from {@code <} or {@code >} on. */
final class PacketParser {
    private static final long MOST_32 = 0xffff_ffffL;
    private static final int MOST_16 = 0xffff;
    private static final int MOST_OPTIONS = 40;
    private static final String FLAGS = "FSRP.UEWA";

    private static final int[] FLAG_BITS = {
        PacketSpec.Tcp.FIN,
        PacketSpec.Tcp.SYN,
        PacketSpec.Tcp.RST,
        PacketSpec.Tcp.PSH,
        PacketSpec.Tcp.ACK,
        PacketSpec.Tcp.URG,
        PacketSpec.Tcp.ECE,
        PacketSpec.Tcp.CWR,
        PacketSpec.Tcp.AE
    };

    private final Tokens tokens;
    private final boolean isV6;

    PacketParser(Tokens tokens, boolean isV6) {
        this.tokens = tokens;
        this.isV6 = isV6;
    }

    Action.PacketLine line() {
        boolean isInbound = tokens.take().is("<");
        IpInfo ip = IpInfo.NONE;
        PacketSpec quoted = null;
        while (tokens.peek().is("[") || tokens.peek().is("(")) {
            if (isQuotation()) {
                quoted = quotation();
            } else {
                ip = ipInfo(ip);
            }
        }
        if (tokens.takesWord("udp")) {
            return new Action.PacketLine(isInbound, ip, new PacketSpec.Udp(length()));
        }
        if (tokens.peek().isWord("icmp") || tokens.peek().isWord("icmpv6")) {
            return new Action.PacketLine(isInbound, ip, icmp(quoted, isInbound));
        }
        if (quoted != null) {
            throw tokens.wrong("only an ICMP message quotes another packet");
        }
        return new Action.PacketLine(isInbound, ip, tcp());
    }

    private boolean isQuotation() {
        Token inner = tokens.peek(1);
        return tokens.peek().is("[") && (inner.kind() == Token.Kind.NUMBER || inner.isWord("udp"));
    }

    private PacketSpec quotation() {
        tokens.expect("[");
        PacketSpec quoted =
                tokens.takesWord("udp") ? new PacketSpec.Udp(length()) : sequence(0, null);
        tokens.expect("]");
        return quoted;
    }

    private IpInfo ipInfo(IpInfo sofar) {
        String close = tokens.take().is("[") ? "]" : ")";
        IpInfo info = sofar;
        do {
            info = ipField(info);
        } while (tokens.takes(","));
        tokens.expect(close);
        return info;
    }

    private IpInfo ipField(IpInfo info) {
        Token name = tokens.peek();
        String word = tokens.word("ect0, ect1, ce, noecn, tos, ttl or flowlabel");
        return switch (word) {
            case "ecn" -> ipField(info);
            case "noecn" -> new IpInfo(0, info.trafficClass(), info.hopLimit(), info.flowLabel());
            case "ect1" -> new IpInfo(1, info.trafficClass(), info.hopLimit(), info.flowLabel());
            case "ect0" -> new IpInfo(2, info.trafficClass(), info.hopLimit(), info.flowLabel());
            case "ce" -> new IpInfo(3, info.trafficClass(), info.hopLimit(), info.flowLabel());
            case "ect01" ->
                    new IpInfo(
                            IpInfo.EITHER, info.trafficClass(), info.hopLimit(), info.flowLabel());
            case "tos" ->
                    new IpInfo(
                            info.ecn(),
                            tokens.number("tos", 255),
                            info.hopLimit(),
                            info.flowLabel());
            case "ttl" ->
                    new IpInfo(
                            info.ecn(),
                            info.trafficClass(),
                            tokens.number("ttl", 255),
                            info.flowLabel());
            case "flowlabel" ->
                    new IpInfo(
                            info.ecn(),
                            info.trafficClass(),
                            info.hopLimit(),
                            tokens.number("flowlabel", 0xf_ffff));
            default -> throw new ScriptException(name.at(), name.named() + " is no field of IP");
        };
    }

    private int length() {
        tokens.expect("(");
        int length = tokens.number("a length", MOST_16);
        tokens.expect(")");
        return length;
    }

    private PacketSpec.Icmp icmp(@Nullable PacketSpec before, boolean isInbound) {
        Token keyword = tokens.take();
        if (!isInbound) {
            throw new ScriptException(keyword.at(), "no ICMP message is expected from the host");
        }
        Token type = tokens.peek();
        int typeNumber =
                IcmpNames.type(isV6, type.at(), tokens.word("the type of an ICMP message"));
        int code = 0;
        if (tokens.peek().kind() == Token.Kind.WORD && !tokens.peek().isWord("mtu")) {
            Token name = tokens.take();
            code = IcmpNames.code(isV6, typeNumber, name.at(), name.text());
        }
        long mtu = -1;
        if (tokens.takesWord("mtu")) {
            mtu = tokens.number("the MTU");
        }
        PacketSpec quoted = isQuotation() ? quotation() : before;
        return new PacketSpec.Icmp(typeNumber, code, mtu, quoted);
    }

    private PacketSpec.Tcp tcp() {
        int flags = flags();
        PacketSpec.Tcp spec = sequence(flags, List.of());
        long ack = tokens.takesWord("ack") ? number32("ack") : 0;
        int window = tokens.takesWord("win") ? tokens.number("win", MOST_16) : -1;
        int urgent = tokens.takesWord("urg") ? tokens.number("urg", MOST_16) : 0;
        List<TcpOption> options = spec.options();
        if (tokens.peek().is("<")) {
            options = options();
        }
        return new PacketSpec.Tcp(flags, spec.seq(), spec.length(), ack, window, urgent, options);
    }

    private int flags() {
        Token first = tokens.peek();
        StringBuilder text = new StringBuilder();
        int end = first.from();
        while (tokens.peek().from() == end
                && tokens.peek().kind() != Token.Kind.NUMBER
                && !tokens.atEnd()) {
            Token token = tokens.take();
            end = token.to();
            text.append(token.text());
        }
        if (text.isEmpty()) {
            throw new ScriptException(first.at(), "flags are missing before " + first.named());
        }
        if (text.toString().equals("-")) {
            return 0;
        }
        int flags = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i) == 'C' ? 'W' : text.charAt(i);
            int bit = FLAGS.indexOf(each);
            if (bit < 0) {
                throw new ScriptException(
                        first.at(), "\"" + text + "\" are no TCP flags: " + FLAGS + "C-");
            }
            flags |= FLAG_BITS[bit];
        }
        return flags;
    }

    /** {@code seq:end(length)}. */
    private PacketSpec.Tcp sequence(int flags, @Nullable List<TcpOption> options) {
        Position at = tokens.peek().at();
        long seq = number32("a sequence number");
        tokens.expect(":");
        long end = number32("a sequence number");
        int length = length();
        if (((seq + length) & MOST_32) != end) {
            throw new ScriptException(
                    at,
                    seq
                            + ":"
                            + end
                            + "("
                            + length
                            + "): "
                            + seq
                            + " and "
                            + length
                            + " is "
                            + (seq + length));
        }
        return new PacketSpec.Tcp(flags, seq, length, 0, -1, 0, options);
    }

    private long number32(String what) {
        Token token = tokens.peek();
        long number = tokens.number(what);
        if (number > MOST_32) {
            throw new ScriptException(token.at(), what + " has 32 bits");
        }
        return number;
    }

    private @Nullable List<TcpOption> options() {
        Position at = tokens.take().at();
        if (tokens.takes("...")) {
            tokens.expect(">");
            return null;
        }
        List<TcpOption> options = OptionParser.parse(tokens);
        int length = options.stream().mapToInt(TcpOption::length).sum();
        if ((length & 3) != 0 || length > MOST_OPTIONS) {
            throw new ScriptException(
                    at, "TCP options take a multiple of 4 octets up to 40, not " + length);
        }
        return options;
    }
}
