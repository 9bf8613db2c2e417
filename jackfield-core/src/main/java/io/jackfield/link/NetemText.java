package io.jackfield.link;

import io.jackfield.link.Netem.Chance;
import io.jackfield.link.Netem.Delay;
import io.jackfield.link.Netem.Rate;
import io.jackfield.link.Netem.Slot;
import io.jackfield.time.Durations;

import java.math.BigDecimal;

/** A netem as the words that tc would be given. */
final class NetemText {
    private final StringBuilder text = new StringBuilder();

    private NetemText() {}

    static String of(Netem netem) {
        return new NetemText().words(netem).text.toString();
    }

    private NetemText words(Netem netem) {
        delay(netem.delay(), netem.keepsOrder());
        loss(netem.loss());
        if (netem.ecn()) {
            word("ecn");
        }
        chance("duplicate", netem.duplicate());
        chance("corrupt", netem.corrupt());
        if (netem.reorder().gap() > 0) {
            chance("reorder", netem.reorder().chance());
            word("gap").word(String.valueOf(netem.reorder().gap()));
        }
        rate(netem.rate());
        slot(netem.slot());
        if (netem.limit() != Netem.DEFAULT_LIMIT) {
            word("limit").word(String.valueOf(netem.limit()));
        }
        return this;
    }

    private void delay(Delay delay, boolean keepsOrder) {
        if (!delay.equals(Delay.NONE)) {
            word("delay").word(Durations.format(delay.nanos()));
            if (delay.jitterNanos() > 0 || delay.correlation() > 0) {
                word(Durations.format(delay.jitterNanos()));
            }
            if (delay.correlation() > 0) {
                percent(delay.correlation());
            }
            if (delay.distribution() != Distribution.UNIFORM) {
                word("distribution").word(delay.distribution().word());
            }
        }
        if (keepsOrder) {
            word("order").word("keep");
        }
    }

    private void loss(Loss loss) {
        switch (loss) {
            case Loss.None _ -> {}
            case Loss.Random random -> {
                word("loss").word("random").percent(random.probability());
                if (random.correlation() > 0) {
                    percent(random.correlation());
                }
            }
            case Loss.State state ->
                    word("loss")
                            .word("state")
                            .percent(state.p13())
                            .percent(state.p31())
                            .percent(state.p32())
                            .percent(state.p23())
                            .percent(state.p14());
            case Loss.GilbertElliott model ->
                    word("loss")
                            .word("gemodel")
                            .percent(model.p())
                            .percent(model.r())
                            .percent(model.lossInBad())
                            .percent(model.lossInGood());
        }
    }

    private void chance(String name, Chance chance) {
        if (chance.equals(Chance.NEVER)) {
            return;
        }
        word(name).percent(chance.probability());
        if (chance.correlation() > 0) {
            percent(chance.correlation());
        }
    }

    private void rate(Rate rate) {
        if (rate.bitsPerSecond() == 0) {
            return;
        }
        word("rate").word(bits(rate.bitsPerSecond()));
        if ((rate.packetOverhead() | rate.cellSize() | rate.cellOverhead()) != 0) {
            word(String.valueOf(rate.packetOverhead()));
        }
        if ((rate.cellSize() | rate.cellOverhead()) != 0) {
            word(String.valueOf(rate.cellSize()));
        }
        if (rate.cellOverhead() != 0) {
            word(String.valueOf(rate.cellOverhead()));
        }
    }

    private static String bits(long perSecond) {
        String[] units = {"bit", "kbit", "mbit", "gbit"};
        long value = perSecond;
        int unit = 0;
        while (unit < 3 && value % 1000 == 0) {
            value /= 1000;
            unit++;
        }
        return value + units[unit];
    }

    private void slot(Slot slot) {
        if (slot.equals(Slot.NONE)) {
            return;
        }
        word("slot").word(Durations.format(slot.minNanos()));
        word(Durations.format(slot.maxNanos()));
        if (slot.packets() > 0) {
            word("packets").word(String.valueOf(slot.packets()));
        }
        if (slot.octets() > 0) {
            word("bytes").word(String.valueOf(slot.octets()));
        }
    }

    private NetemText percent(double share) {
        BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros();
        return word(percent.toPlainString() + "%");
    }

    private NetemText word(String word) {
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(word);
        return this;
    }
}
