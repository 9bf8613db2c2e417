package io.jackfield.cli.demo;

import java.util.List;
import java.util.Locale;

/** Curves as an SVG picture: a panel for each under one another, the marks through all of them. */
final class SvgChart {
    private static final int WIDTH = 960;
    private static final int PANEL = 200;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 40;
    private static final int GAP = 36;
    private static final String[] COLOURS = {"#1f6feb", "#d1540a"};

    private final double end;
    private final StringBuilder svg = new StringBuilder();

    /** A picture of the time from 0 to {@code end} seconds. */
    SvgChart(double end) {
        this.end = end;
    }

    String picture(String title, List<Curve> curves, List<Mark> marks) {
        int bottom = TOP + curves.size() * (PANEL + GAP);
        int height = bottom + 24 + 16 * marks.size();
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height);
        add("<text x=\"%d\" y=\"22\" font-size=\"15\">%s</text>%n", LEFT, escaped(title));
        for (int i = 0; i < curves.size(); i++) {
            panel(curves.get(i), TOP + 14 + i * (PANEL + GAP), COLOURS[i % COLOURS.length]);
        }
        for (int i = 0; i < marks.size(); i++) {
            mark(i + 1, marks.get(i), bottom, bottom + 20 + 16 * i);
        }
        add("</svg>%n");
        return svg.toString();
    }

    private void panel(Curve curve, int top, String colour) {
        double highest = Math.max(curve.highest(), Double.MIN_NORMAL);
        add("<text x=\"%d\" y=\"%d\">%s</text>%n", LEFT, top - 4, escaped(curve.name()));
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\""
                        + " stroke=\"#c9ced6\"/>%n",
                LEFT, top, WIDTH - LEFT - RIGHT, PANEL);
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LEFT - 6, top + 10, TextChart.number(highest));
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>%n", LEFT - 6, top + PANEL);
        int step = end > 20 ? 5 : end > 8 ? 2 : 1;
        for (int second = 0; second <= end; second += step) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>%n",
                    x(second), top + PANEL + 14, second);
        }
        add("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.2\" points=\"", colour);
        for (int i = 0; i < curve.size(); i++) {
            double y = top + PANEL * (1 - curve.value(i) / highest);
            add("%.1f,%.1f ", x(curve.second(i)), y);
        }
        add("\"/>%n");
    }

    private void mark(int number, Mark mark, int bottom, int line) {
        double x = x(mark.second());
        add(
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#8a2be2\""
                        + " stroke-dasharray=\"3 3\"/>%n",
                x, TOP, x, bottom - GAP + 14);
        add("<text x=\"%.1f\" y=\"%d\" fill=\"#8a2be2\">%d</text>%n", x + 2, TOP + 10, number);
        add(
                "<text x=\"%d\" y=\"%d\" fill=\"#8a2be2\">%d: %.2f s, %s</text>%n",
                LEFT, line, number, mark.second(), escaped(mark.label()));
    }

    private double x(double second) {
        return LEFT + second / end * (WIDTH - LEFT - RIGHT);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
