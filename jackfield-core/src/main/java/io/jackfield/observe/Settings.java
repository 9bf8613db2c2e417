package io.jackfield.observe;

import java.util.ArrayList;
import java.util.List;

/** The values of one host's settings. Writing one takes effect where Linux next reads it. */
public final class Settings {
    /** Words that stand for the numbers of tcp_congestion_control. */
    private static final List<String> CONGESTION_CONTROLS = List.of("cubic", "reno");

    private final int[] values = new int[Setting.values().length];

    public Settings() {
        for (Setting setting : Setting.values()) {
            values[setting.ordinal()] = setting.standard();
        }
    }

    public int get(Setting setting) {
        return values[setting.ordinal()];
    }

    public boolean isOn(Setting setting) {
        return get(setting) != 0;
    }

    /**
     * Changes one number.
     *
     * @throws IllegalArgumentException if it is out of the setting's bounds
     */
    public void set(Setting setting, int value) {
        if (value < setting.least() || value > setting.most()) {
            throw new IllegalArgumentException(
                    setting.sysctl()
                            + " is "
                            + setting.least()
                            + " to "
                            + setting.most()
                            + ", not "
                            + value);
        }
        values[setting.ordinal()] = value;
    }

    /**
     * sysctl -w: a number, several ("32768 60999"), or a word where Linux has one.
     *
     * @throws IllegalArgumentException for an unknown name or a value that does not fit
     */
    public void set(String sysctl, String value) {
        List<Setting> parts = named(sysctl);
        String[] numbers = value.trim().split("\\s+");
        if (numbers.length != parts.size()) {
            throw new IllegalArgumentException(
                    sysctl + " has " + parts.size() + " numbers, not \"" + value + "\"");
        }
        for (int i = 0; i < numbers.length; i++) {
            set(parts.get(i), number(parts.get(i), numbers[i]));
        }
    }

    /** sysctl -n: the value as Linux prints it. */
    public String get(String sysctl) {
        StringBuilder text = new StringBuilder();
        for (Setting part : named(sysctl)) {
            text.append(text.isEmpty() ? "" : "\t")
                    .append(
                            part == Setting.TCP_CONGESTION_CONTROL
                                    ? CONGESTION_CONTROLS.get(get(part))
                                    : Integer.toString(get(part)));
        }
        return text.toString();
    }

    private static List<Setting> named(String sysctl) {
        List<Setting> parts = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            if (setting.sysctl().equals(sysctl)) {
                parts.add(setting);
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no such setting: " + sysctl);
        }
        return parts;
    }

    private static int number(Setting setting, String text) {
        if (setting == Setting.TCP_CONGESTION_CONTROL) {
            int index = CONGESTION_CONTROLS.indexOf(text);
            if (index < 0) {
                throw new IllegalArgumentException(
                        text + " is none of " + String.join(", ", CONGESTION_CONTROLS));
            }
            return index;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    setting.sysctl() + ": \"" + text + "\" is no number", e);
        }
    }
}
