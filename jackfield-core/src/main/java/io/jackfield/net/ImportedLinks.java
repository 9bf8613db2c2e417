package io.jackfield.net;

import java.util.Locale;

/**
 * Presets of other tools, with their figures and no others: a round trip is halved, one half for
 * each direction, and what a tool does not say is not there. Only the queue is ours: 250 ms of the
 * rate, as in {@link Links}.
 *
 * <ul>
 *   <li>{@code wpt:} WebPageTest: {@code www/settings/connectivity.ini.sample} of
 *       catchpoint/WebPageTest; 3G Slow and 4G as the list of its site has them.
 *   <li>{@code devtools:} Chrome: {@code front_end/core/sdk/NetworkManager.ts} of
 *       devtools-frontend; the rates and round trips that its comments name as targets, without the
 *       factors by which it makes up for delaying requests instead of packets.
 *   <li>{@code firefox:} {@code devtools/client/shared/components/throttling/profiles.js} of
 *       gecko-dev, in which K is 1024 and M is 1024 K.
 *   <li>{@code apple:} Network Link Conditioner, whose delays are one way; those of its profiles
 *       whose figures others have published in full.
 *   <li>{@code patchbay:} {@code LinkCondition::to_limits} of n0-computer/patchbay, which says the
 *       same of both directions; its jitter reorders, as netem's does.
 * </ul>
 */
public enum ImportedLinks implements LinkPreset {
    /** WebPageTest "Cable": RTT 28 ms. */
    WPT_CABLE("delay 14ms rate 5mbit", "delay 14ms rate 1mbit"),

    /** WebPageTest "DSL": RTT 50 ms. */
    WPT_DSL("delay 25ms rate 1500kbit", "delay 25ms rate 384kbit"),

    /** WebPageTest "FIOS": RTT 4 ms. */
    WPT_FIOS("delay 2ms rate 20mbit", "delay 2ms rate 5mbit"),

    /** WebPageTest "56K Dial-Up": RTT 120 ms. */
    WPT_DIAL("delay 60ms rate 49kbit", "delay 60ms rate 30kbit"),

    /** WebPageTest "Mobile Edge": RTT 840 ms. */
    WPT_EDGE("delay 420ms rate 240kbit", "delay 420ms rate 200kbit"),

    /** WebPageTest "2G": RTT 800 ms. */
    WPT_2G("delay 400ms rate 280kbit", "delay 400ms rate 256kbit"),

    /** WebPageTest "3G Slow": RTT 400 ms. */
    WPT_3G_SLOW("delay 200ms rate 400kbit", "delay 200ms rate 400kbit"),

    /** WebPageTest "3G": RTT 300 ms. */
    WPT_3G("delay 150ms rate 1600kbit", "delay 150ms rate 768kbit"),

    /** WebPageTest "3G Fast": RTT 150 ms. */
    WPT_3G_FAST("delay 75ms rate 1600kbit", "delay 75ms rate 768kbit"),

    /** WebPageTest "4G": RTT 170 ms. */
    WPT_4G("delay 85ms rate 9mbit", "delay 85ms rate 9mbit"),

    /** WebPageTest "LTE": RTT 70 ms. */
    WPT_LTE("delay 35ms rate 12mbit", "delay 35ms rate 12mbit"),

    /** Chrome "3G": RTT 400 ms. */
    DEVTOOLS_3G("delay 200ms rate 500kbit", "delay 200ms rate 500kbit"),

    /** Chrome "Slow 4G": RTT 150 ms. */
    DEVTOOLS_SLOW_4G("delay 75ms rate 1600kbit", "delay 75ms rate 750kbit"),

    /** Chrome "Fast 4G": RTT 60 ms. */
    DEVTOOLS_FAST_4G("delay 30ms rate 9mbit", "delay 30ms rate 1500kbit"),

    /** Firefox "GPRS": RTT 500 ms. */
    FIREFOX_GPRS("delay 250ms rate 50kibit", "delay 250ms rate 20kibit"),

    /** Firefox "Regular 2G": RTT 300 ms. */
    FIREFOX_REGULAR_2G("delay 150ms rate 250kibit", "delay 150ms rate 50kibit"),

    /** Firefox "Good 2G": RTT 150 ms. */
    FIREFOX_GOOD_2G("delay 75ms rate 450kibit", "delay 75ms rate 150kibit"),

    /** Firefox "Regular 3G": RTT 100 ms. */
    FIREFOX_REGULAR_3G("delay 50ms rate 750kibit", "delay 50ms rate 250kibit"),

    /** Firefox "Good 3G": RTT 40 ms. */
    FIREFOX_GOOD_3G("delay 20ms rate 1536kibit", "delay 20ms rate 750kibit"),

    /** Firefox "Regular 4G / LTE": RTT 20 ms. */
    FIREFOX_LTE("delay 10ms rate 4096kibit", "delay 10ms rate 3072kibit"),

    /** Firefox "DSL": RTT 5 ms. */
    FIREFOX_DSL("delay 2500us rate 2048kibit", "delay 2500us rate 1024kibit"),

    /** Firefox "Wi-Fi": RTT 2 ms. */
    FIREFOX_WIFI("delay 1ms rate 30720kibit", "delay 1ms rate 15360kibit"),

    /** Apple's "3G". */
    APPLE_3G("delay 100ms rate 780kbit", "delay 100ms rate 330kbit"),

    /** Apple's "Edge". */
    APPLE_EDGE("delay 400ms rate 240kbit", "delay 440ms rate 200kbit"),

    /** Apple's "Very Bad Network". */
    APPLE_VERY_BAD_NETWORK("delay 500ms loss 10% rate 1mbit", "delay 500ms loss 10% rate 1mbit"),

    /** patchbay "lan". */
    PATCHBAY_LAN("", ""),

    /** patchbay "wifi". */
    PATCHBAY_WIFI("delay 5ms 2ms loss 0.1%", "delay 5ms 2ms loss 0.1%"),

    /** patchbay "wifi-bad". */
    PATCHBAY_WIFI_BAD("delay 40ms 15ms loss 2% rate 20mbit", "delay 40ms 15ms loss 2% rate 20mbit"),

    /** patchbay "mobile-4g". */
    PATCHBAY_MOBILE_4G("delay 25ms 8ms loss 0.5%", "delay 25ms 8ms loss 0.5%"),

    /** patchbay "mobile-3g". */
    PATCHBAY_MOBILE_3G(
            "delay 100ms 30ms loss 2% rate 2mbit", "delay 100ms 30ms loss 2% rate 2mbit"),

    /** patchbay "satellite". */
    PATCHBAY_SATELLITE("delay 40ms 7ms loss 1%", "delay 40ms 7ms loss 1%"),

    /** patchbay "satellite-geo". */
    PATCHBAY_SATELLITE_GEO(
            "delay 300ms 20ms loss 0.5% rate 25mbit", "delay 300ms 20ms loss 0.5% rate 25mbit");

    private final String down;
    private final String up;

    ImportedLinks(String down, String up) {
        this.down = LinkPreset.withLimit(down);
        this.up = LinkPreset.withLimit(up);
    }

    /** The tool and its name for it: "wpt:3g-slow", "firefox:good-3g". */
    @Override
    public String title() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ":").replace('_', '-');
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
        return 1500;
    }
}
