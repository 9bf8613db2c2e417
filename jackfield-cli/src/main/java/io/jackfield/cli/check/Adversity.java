package io.jackfield.cli.check;

import java.util.Locale;

/** The misfortunes of the battery. */
enum Adversity {
    BLACK_HOLE_FROM_THE_START("black-holed peer, from the start"),
    BLACK_HOLE("black-holed peer, in mid-conversation"),
    FULL_ACCEPT_QUEUE("full accept queue"),
    RESET_IN_RESPONSE("reset in mid-response"),
    HALF_OPEN("half-open after a crash"),
    SLOW_READER("slow reader"),
    DNS_CHANGE("DNS change"),
    LOSS("5 % loss"),
    FORGOTTEN_WHEN_IDLE("idle connection forgotten by a load balancer"),
    VISITOR_READS_NOTHING("slow reader: a visitor"),
    VISITOR_CRASHES("half-open after a crash: a visitor");

    private final String title;

    Adversity(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** {@code black-hole}, for machines. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
