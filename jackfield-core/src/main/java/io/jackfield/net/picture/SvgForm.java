package io.jackfield.net.picture;

import io.jackfield.host.Host;

import java.util.List;
import java.util.Locale;

/** A scene as an SVG picture: slanted arrows, time to scale. */
final class SvgForm {
    private static final int TOP = 72;
    private static final int LEFT = 190;
    private static final int RIGHT = 120;
    private static final int TWO_RAILS = 560;
    private static final int MORE_RAILS = 400;

    /** A character of the small font. */
    private static final double CHARACTER = 6.7;

    private static final int LINE = 14;

    private static final String STYLE =
            """
            <style>
            .paper{fill:#fff} text{fill:#1f2328;font:11px ui-monospace,Menlo,Consolas,monospace}
            .host{font-size:14px;font-weight:bold} .small,.time{fill:#656d76}
            .rail{stroke:#8c959f} .fold{stroke:#fff;stroke-width:3;stroke-dasharray:2 4}
            .shaft{stroke:#0969da;fill:none} .head{fill:#0969da;stroke:none}
            .lost .shaft,.refused .shaft{stroke:#cf222e} .cause{fill:#cf222e}
            .under-way .shaft{stroke-dasharray:5 4} .state{fill:#1a7f37} .said{fill:#8250df}
            .mark{stroke:#8250df;stroke-dasharray:6 4}
            .label{paint-order:stroke;stroke:#fff;stroke-width:3px}
            @media (prefers-color-scheme:dark){
            .paper{fill:#0d1117} text{fill:#e6edf3} .small,.time{fill:#8d96a0}
            .rail{stroke:#6e7681} .fold{stroke:#0d1117}
            .shaft{stroke:#4493f8} .head{fill:#4493f8}
            .lost .shaft,.refused .shaft{stroke:#f85149} .cause{fill:#f85149}
            .state{fill:#3fb950} .said{fill:#ab7df8} .mark{stroke:#ab7df8}
            .label{stroke:#0d1117}
            }
            </style>
            """;

    private final Scene scene;
    private final List<Item> items;
    private final int rails;
    private final int gap;
    private final int top;
    private final TimeScale scale;
    private final StringBuilder svg = new StringBuilder();
    private double timeBelow;
    private String timeBefore = "";

    SvgForm(Scene scene) {
        this.scene = scene;
        items = scene.items();
        rails = Math.max(2, scene.rails().size());
        gap = rails == 2 ? TWO_RAILS : MORE_RAILS;
        top = TOP + LINE * scene.connections().size();
        scale = new TimeScale(items, top);
    }

    String text() {
        int width = LEFT + gap * (rails - 1) + RIGHT;
        double height = scale.bottom() + 40;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\""
                        + " width=\"%d\" height=\"%.0f\" role=\"img\">%n",
                width, height, width, height);
        add("<title>%s</title>%n", escaped("Sequence diagram: " + names()));
        svg.append(STYLE);
        add("<rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>%n");
        for (int i = 0; i < scene.connections().size(); i++) {
            say("small", 12, 20 + LINE * i, "start", scene.connections().get(i));
        }
        for (int rail = 0; rail < scene.rails().size(); rail++) {
            rail(rail, height);
        }
        for (TimeScale.Fold fold : scale.folds()) {
            fold(fold.y(), Scene.silence(fold.nanos()));
        }
        for (int i = 0; i < items.size(); i++) {
            draw(i);
        }
        add("</svg>%n");
        return svg.toString();
    }

    private String names() {
        return String.join(", ", scene.rails().stream().map(Host::name).toList());
    }

    private int x(int rail) {
        return LEFT + rail * gap;
    }

    private void rail(int rail, double height) {
        Host host = scene.rails().get(rail);
        say("host", x(rail), top - 34, "middle", host.name());
        say("small", x(rail), top - 20, "middle", host.address().toString());
        add(
                "<line class=\"rail\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%.0f\"/>%n",
                x(rail), top - 12, x(rail), height - 12);
    }

    private void fold(double y, String words) {
        for (int rail = 0; rail < rails; rail++) {
            add(
                    "<line class=\"fold\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n",
                    x(rail), y - 12, x(rail), y + 12);
        }
        say("small", LEFT - 8, y + 4, "end", words);
    }

    private void draw(int index) {
        double y = scale.begin(index);
        switch (items.get(index)) {
            case Item.Arrow arrow -> {
                time(arrow.nanos(), y);
                arrow(arrow, y, scale.end(index));
            }
            case Item.State state -> {
                time(state.nanos(), y);
                boolean isFirst = state.rail() == 0;
                double x = x(state.rail()) + (isFirst ? -8 : 8);
                say("state label", x, y + 4, isFirst ? "end" : "start", state.word());
            }
            case Item.Said said -> {
                time(said.nanos(), y);
                add(
                        "<line class=\"mark\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n",
                        x(0), y, x(rails - 1), y);
                say("said label", (x(0) + x(rails - 1)) / 2.0, y + 4, "middle", said.text());
            }
            case Item.Omitted omitted -> fold(y + 4, omitted.brief());
            case Item.Silence _ -> {}
        }
    }

    private void time(long nanos, double y) {
        String time = scene.time(nanos);
        if (y - timeBelow >= LINE - 2 && !time.equals(timeBefore)) {
            timeBelow = y;
            timeBefore = time;
            say("time", LEFT - 100, y + 4, "end", time);
        }
    }

    private void arrow(Item.Arrow arrow, double y1, double y2) {
        boolean right =
                arrow.from() == Journey.NOWHERE ? arrow.to() > 0 : arrow.from() < arrow.to();
        double end = x(arrow.to());
        double begin =
                arrow.from() == Journey.NOWHERE
                        ? end + (right ? -gap : gap) / 2.0
                        : x(arrow.from());
        boolean isCut = arrow.fate() == Item.Fate.LOST;
        double reach = isCut ? begin + (end - begin) / 2 : end;
        String fate = arrow.fate().name().toLowerCase(Locale.ROOT).replace('_', '-');
        add("<g class=\"packet %s\"><title>%s</title>", fate, escaped(title(arrow)));
        add("<path class=\"shaft\" d=\"M%.1f %.1fL%.1f %.1f\"/>", begin, y1, reach, y2);
        double degrees = Math.toDegrees(Math.atan2(y2 - y1, reach - begin));
        String cause = arrow.cause();
        if (cause == null) {
            add(
                    "<path class=\"head\" transform=\"translate(%.1f %.1f) rotate(%.1f)\""
                            + " d=\"M0 0L-9 -4L-9 4Z\"/>",
                    reach, y2, degrees);
        } else {
            cut(reach, y2, right || !isCut, cause);
        }
        double slope = right ? degrees : degrees - 180;
        label(arrow, (begin + reach) / 2, (y1 + y2) / 2, slope, Math.abs(reach - begin));
        add("</g>%n");
    }

    private void cut(double x, double y, boolean right, String cause) {
        add("<path class=\"shaft\" d=\"M%.1f %.1fl10 10m-10 0l10 -10\"/>", x - 5, y - 5);
        say("cause label", x + (right ? 10 : -10), y + 4, right ? "start" : "end", cause);
    }

    private void label(Item.Arrow arrow, double x, double y, double slope, double length) {
        String text = arrow.label().text((int) ((length - 24) / CHARACTER));
        add(
                "<text class=\"label\" text-anchor=\"middle\""
                        + " transform=\"translate(%.1f %.1f) rotate(%.1f)\" y=\"-4\">%s</text>",
                x, y, slope, escaped(text));
    }

    private String title(Item.Arrow arrow) {
        String end =
                switch (arrow.fate()) {
                    case CAME, REFUSED -> ", came " + scene.time(arrow.endNanos());
                    case LOST -> "";
                    case UNDER_WAY -> ", under way";
                };
        return scene.time(arrow.nanos()) + end + ": " + arrow.line();
    }

    private void say(String style, double x, double y, String anchor, String words) {
        add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                style, x, y, anchor, escaped(words));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
