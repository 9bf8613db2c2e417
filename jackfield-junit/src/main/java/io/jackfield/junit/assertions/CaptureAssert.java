package io.jackfield.junit.assertions;

import io.jackfield.net.Capture;
import io.jackfield.net.PacketView;

import org.assertj.core.api.AbstractAssert;

import java.util.List;
import java.util.function.Predicate;

/** The packets of a capture in memory, those that were lost too. */
public final class CaptureAssert extends AbstractAssert<CaptureAssert, Capture> {
    /** So many packets are shown. */
    private static final int SHOWN = 10;

    CaptureAssert(Capture actual) {
        super(actual, CaptureAssert.class);
    }

    /** Some packet matches: {@code hasPacket(PacketView::isRst)}. */
    public CaptureAssert hasPacket(Predicate<PacketView> which) {
        boolean holds = actual.packets().stream().anyMatch(which);
        return check(holds, "a packet that matches", List.of());
    }

    /** No packet matches. */
    public CaptureAssert hasNoPacket(Predicate<PacketView> which) {
        List<PacketView> found = matching(which);
        return check(found.isEmpty(), "no packet that matches", found);
    }

    /** So many packets match. */
    public CaptureAssert hasPackets(int expected, Predicate<PacketView> which) {
        List<PacketView> found = matching(which);
        return check(found.size() == expected, expected + " packets that match", found);
    }

    private List<PacketView> matching(Predicate<PacketView> which) {
        return actual.packets().stream().filter(which).toList();
    }

    private CaptureAssert check(boolean holds, String expected, List<PacketView> found) {
        if (holds) {
            return this;
        }
        StringBuilder text = new StringBuilder("expected " + expected + ", but of ");
        text.append(actual.packets().size()).append(" do ").append(found.size()).append(':');
        for (PacketView each : found.subList(0, Math.min(SHOWN, found.size()))) {
            text.append("\n  ").append(each);
        }
        if (found.size() > SHOWN) {
            text.append("\n  … ").append(found.size() - SHOWN).append(" more");
        }
        failWithMessage("%s", text);
        return this;
    }
}
