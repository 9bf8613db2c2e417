package io.jackfield.net;

import java.util.Locale;

/**
 * Links as people name them. The figures are conventions, not measurements: each constant says
 * where they come from. A delay is one way; a queue holds 250 ms of its rate, at least ten packets,
 * because netem's default of 1000 packets is a quarter of a minute of bufferbloat on a slow link.
 * Jitter keeps the order, as the radio and access networks that these stand for do.
 */
public enum Links implements LinkPreset {
    /** Linux {@code lo}: nothing is late, nothing is lost, MTU 65536. */
    LOOPBACK("", "", 65536),

    /** A switched office network; own choice (patchbay's "lan" has no delay at all). */
    LAN("delay 100us rate 1gbit", "delay 100us rate 1gbit", 1500),

    /** Two machines of one cloud region; own choice. */
    SAME_REGION(
            "delay 500us 100us order keep rate 10gbit",
            "delay 500us 100us order keep rate 10gbit",
            1500),

    /** Two cloud regions, 80 ms there and back; own choice. */
    CROSS_REGION(
            "delay 40ms 1ms order keep loss 0.01% rate 1gbit",
            "delay 40ms 1ms order keep loss 0.01% rate 1gbit", 1500),

    /** The same as {@link #CROSS_REGION}, which is what it is between two continents. */
    TRANSATLANTIC(
            "delay 40ms 1ms order keep loss 0.01% rate 1gbit",
            "delay 40ms 1ms order keep loss 0.01% rate 1gbit", 1500),

    /** Rate of Firefox' throttling profile, the rest of patchbay's "wifi". */
    WIFI(
            "delay 5ms 2ms order keep loss 0.1% rate 30mbit",
            "delay 5ms 2ms order keep loss 0.1% rate 15mbit", 1500),

    /** patchbay's "wifi-bad"; the shape of its bursts (four packets on average) is own choice. */
    WIFI_BAD(
            "delay 40ms 15ms order keep loss gemodel 0.51% 25% rate 20mbit",
            "delay 40ms 15ms order keep loss gemodel 0.51% 25% rate 20mbit", 1500),

    /** WebPageTest "4G", jitter and loss of patchbay. */
    MOBILE_4G(
            "delay 85ms 8ms order keep loss 0.5% rate 9mbit",
            "delay 85ms 8ms order keep loss 0.5% rate 9mbit", 1500),

    /** WebPageTest "LTE", jitter of patchbay; loss own choice. */
    LTE(
            "delay 35ms 8ms order keep loss 0.1% rate 12mbit",
            "delay 35ms 8ms order keep loss 0.1% rate 12mbit", 1500),

    /** WebPageTest "3G", jitter and loss of patchbay. */
    MOBILE_3G(
            "delay 150ms 30ms order keep loss 2% rate 1600kbit",
            "delay 150ms 30ms order keep loss 2% rate 768kbit", 1500),

    /** WebPageTest "3GSlow", jitter and loss of patchbay. */
    MOBILE_3G_SLOW(
            "delay 200ms 30ms order keep loss 2% rate 400kbit",
            "delay 200ms 30ms order keep loss 2% rate 400kbit", 1500),

    /** Apple's Network Link Conditioner "Edge", loss of comcast; jitter own choice. */
    EDGE(
            "delay 400ms 50ms order keep loss 1.5% rate 240kbit",
            "delay 440ms 50ms order keep loss 1.5% rate 200kbit", 1500),

    /** WebPageTest "DSL"; jitter own choice. */
    DSL("delay 25ms 2ms order keep rate 1500kbit", "delay 25ms 2ms order keep rate 384kbit", 1500),

    /** WebPageTest "Cable"; jitter own choice. */
    CABLE_MODEM(
            "delay 14ms 1ms order keep rate 5mbit", "delay 14ms 1ms order keep rate 1mbit", 1500),

    /** WebPageTest "FIOS"; jitter own choice. */
    FIBRE("delay 2ms 1ms order keep rate 20mbit", "delay 2ms 1ms order keep rate 5mbit", 1500),

    /** A low-orbit satellite: published delay measurements, loss of patchbay; rate own choice. */
    SATELLITE_LEO(
            "delay 25ms 8ms order keep loss 1% rate 100mbit",
            "delay 25ms 8ms order keep loss 1% rate 10mbit", 1500),

    /** A geostationary satellite: patchbay; the rate upwards is own choice. */
    SATELLITE_GEO(
            "delay 300ms 20ms order keep loss 0.5% rate 25mbit",
            "delay 300ms 20ms order keep loss 0.5% rate 3mbit", 1500),

    /** Apple's Network Link Conditioner "Very Bad Network". */
    VERY_BAD("delay 500ms loss 10% rate 1mbit", "delay 500ms loss 10% rate 1mbit", 1500);

    private final String down;
    private final String up;
    private final int mtu;

    Links(String down, String up, int mtu) {
        this.down = LinkPreset.withLimit(down);
        this.up = LinkPreset.withLimit(up);
        this.mtu = mtu;
    }

    @Override
    public String down() {
        return down;
    }

    @Override
    public String up() {
        return up;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    /** As topology files write it: "wifi-bad", "3g", "cable". */
    @Override
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-').replaceAll("^mobile-|-modem$", "");
    }

    /**
     * The preset of a {@link #title}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Links named(String title) {
        for (Links preset : values()) {
            if (preset.title().equals(title)) {
                return preset;
            }
        }
        throw new IllegalArgumentException("no link preset is called \"" + title + "\"");
    }
}
