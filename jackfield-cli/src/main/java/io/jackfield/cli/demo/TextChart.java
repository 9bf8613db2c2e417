package io.jackfield.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Curves for a terminal: a panel of blocks for each, and the marks under them. */
final class TextChart {
    private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
    private static final int MARGIN = 10;

    private final int columns;
    private final int rows;
    private final double end;

    /** Panels of {@code rows} lines and {@code columns} characters for the time from 0 to end. */
    TextChart(int columns, int rows, double end) {
        this.columns = columns;
        this.rows = rows;
        this.end = end;
    }

    List<String> lines(List<Curve> curves, List<Mark> marks) {
        List<String> lines = new ArrayList<>();
        for (Curve curve : curves) {
            lines.add(" ".repeat(MARGIN) + curve.name());
            panel(curve, lines);
        }
        axis(lines);
        for (Mark mark : marks) {
            lines.add(label(mark));
        }
        return lines;
    }

    private void panel(Curve curve, List<String> lines) {
        double top = Math.max(curve.highest(), Double.MIN_NORMAL);
        double[] means = curve.columns(columns, end);
        for (int row = rows - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder();
            String scale = row == rows - 1 ? number(top) : row == 0 ? "0" : "";
            line.append(String.format(Locale.ROOT, "%" + (MARGIN - 2) + "s ┤", scale));
            for (double mean : means) {
                double filled = mean / top * rows - row;
                line.append(EIGHTHS.charAt((int) Math.round(Math.clamp(filled, 0, 1) * 8)));
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    private void axis(List<String> lines) {
        StringBuilder axis = new StringBuilder(" ".repeat(MARGIN - 1) + "└");
        StringBuilder numbers = new StringBuilder(" ".repeat(MARGIN));
        int step = end > 20 ? 5 : end > 8 ? 2 : 1;
        for (int column = 0; column < columns; column++) {
            axis.append('─');
        }
        for (int second = 0; second <= end; second += step) {
            int at = MARGIN + column(second);
            axis.setCharAt(Math.min(at, axis.length() - 1), '┴');
            while (numbers.length() < at) {
                numbers.append(' ');
            }
            numbers.append(second).append(second == 0 ? " s" : "");
        }
        lines.add(axis.toString());
        lines.add(numbers.toString());
    }

    private String label(Mark mark) {
        String text = String.format(Locale.ROOT, "▲ %.2f s  %s", mark.second(), mark.label());
        int at = MARGIN + column(mark.second());
        int room = MARGIN + columns - text.length();
        if (at <= room) {
            return " ".repeat(at) + text;
        }
        String turned = String.format(Locale.ROOT, "%s  %.2f s ▲", mark.label(), mark.second());
        return " ".repeat(Math.max(0, at + 1 - turned.length())) + turned;
    }

    private int column(double second) {
        return (int) Math.min(columns - 1, second / end * columns);
    }

    static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
