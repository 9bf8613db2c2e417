package io.jackfield.link;

/** Where a cable can be plugged in: an interface, a switch's port, the far side of a tunnel. */
public interface End {
    /** Host and interface, as in {@code app:eth0}. */
    String label();

    /** Where packets for this end arrive. */
    Inbox inbox();

    /** Whether it switches frames, so that packets must carry Ethernet addresses. */
    boolean isBridge();

    /** Called once, when the link is made: packets leave by {@code out} and come by {@code in}. */
    void plug(Link link, Direction out, Direction in);
}
