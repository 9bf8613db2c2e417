package io.jackfield.net.picture;

import io.jackfield.host.Host;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A scene in lines of at most 100 columns. */
final class TextForm {
    private static final int COLUMNS = 100;

    /** More rails than that leave no room for labels: then there is a line for each packet. */
    private static final int MOST_RAILS = 5;

    private static final char RAIL = '│';

    private final Scene scene;
    private final int rails;
    private final int timeWidth;
    private final int left;
    private final int gap;
    private final List<String> lines = new ArrayList<>();
    private String timeBefore = "";

    /** The line that is being put together. */
    private long nanos;

    private Item.@Nullable Arrow arrow;
    private final String[] states;
    private boolean isOpen;

    TextForm(Scene scene) {
        this.scene = scene;
        rails = scene.rails().size();
        states = new String[rails];
        timeWidth = width(scene.items().stream().map(item -> scene.time(item.nanos())).toList());
        int leftStates = widthOfStates(0);
        int rightStates = widthOfStates(rails - 1);
        left = timeWidth + 2 + leftStates + 1;
        int last = COLUMNS - 1 - (rightStates == 0 ? 0 : rightStates + 1);
        gap = rails < 2 ? 0 : (last - left) / (rails - 1);
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private int widthOfStates(int rail) {
        int width = 0;
        for (Item item : scene.items()) {
            if (item instanceof Item.State state && state.rail() == rail) {
                width = Math.max(width, state.word().length());
            }
        }
        return width;
    }

    String text() {
        if (rails < 2 || scene.items().isEmpty()) {
            return "nothing was sent\n";
        }
        if (rails > MOST_RAILS) {
            return list();
        }
        title();
        for (Item item : scene.items()) {
            add(item);
        }
        close();
        return String.join("\n", lines) + "\n";
    }

    private int column(int rail) {
        return left + rail * gap;
    }

    private void title() {
        for (String connection : scene.connections()) {
            lines.add(connection);
        }
        char[] names = blank();
        char[] addresses = blank();
        for (int rail = 0; rail < rails; rail++) {
            Host host = scene.rails().get(rail);
            centre(names, host.name(), rail);
            centre(addresses, host.address().toString(), rail);
        }
        lines.add(trimmed(names));
        lines.add(trimmed(addresses));
    }

    private void centre(char[] line, String words, int rail) {
        String text = Label.cut(words, gap - 1);
        int at = column(rail) - text.length() / 2;
        put(line, Math.max(0, Math.min(at, COLUMNS - text.length())), text);
    }

    private void add(Item item) {
        switch (item) {
            case Item.Arrow each -> {
                if (!isOpen || nanos != each.nanos() || arrow != null || hasInnerState()) {
                    open(each.nanos());
                }
                arrow = each;
            }
            case Item.State state -> {
                boolean isTaken = arrow != null || states[state.rail()] != null;
                if (!isOpen || nanos != state.nanos() || isTaken) {
                    open(state.nanos());
                }
                states[state.rail()] = state.word();
            }
            case Item.Said said -> across(said.nanos(), "── " + said.text() + " ");
            case Item.Silence silence -> gap(Scene.silence(silence.length()));
            case Item.Omitted omitted -> gap(omitted.text());
        }
    }

    private boolean hasInnerState() {
        for (int rail = 1; rail < rails - 1; rail++) {
            if (states[rail] != null) {
                return true;
            }
        }
        return false;
    }

    private void open(long at) {
        close();
        nanos = at;
        isOpen = true;
    }

    private void close() {
        if (!isOpen) {
            return;
        }
        char[] line = railed(nanos);
        Item.Arrow drawn = arrow;
        if (drawn != null) {
            draw(line, drawn);
        }
        for (int rail = 0; rail < rails; rail++) {
            String state = states[rail];
            if (state != null) {
                int at = rail == 0 ? column(0) - 1 - state.length() : column(rail) + 2;
                put(line, at, state);
            }
        }
        lines.add(trimmed(line));
        arrow = null;
        Arrays.fill(states, null);
        isOpen = false;
    }

    private void draw(char[] line, Item.Arrow each) {
        boolean right = each.from() == Journey.NOWHERE ? each.to() > 0 : each.from() < each.to();
        int source =
                each.from() == Journey.NOWHERE
                        ? column(each.to()) + (right ? -1 : 1) * (gap - 4)
                        : column(each.from());
        int begin = Math.min(source, column(each.to())) + 1;
        int end = Math.max(source, column(each.to()));
        String body = body(each, end - begin, right);
        put(line, begin, body);
    }

    /** What is between the rails. */
    private static String body(Item.Arrow arrow, int width, boolean right) {
        String cause = arrow.cause() == null ? "" : Label.cut(arrow.cause(), width / 2);
        int shaft = width - 1; // behind it the head
        String behind = "";
        if (!cause.isEmpty()) {
            int most = width - cause.length() - 2;
            boolean isLost = arrow.fate() == Item.Fate.LOST;
            int half = Math.max(width / 2, arrow.label().text().length() + 5);
            shaft = Math.max(5, isLost ? Math.min(half, most) : most);
            behind = right ? " " + cause : cause + " ";
        }
        String label = arrow.label().text(shaft - 4);
        String dashes = "─".repeat(Math.max(1, shaft - label.length() - 3));
        String head = cause.isEmpty() ? (right ? ">" : "<") : "x";
        if (arrow.fate() == Item.Fate.UNDER_WAY) {
            head = "…";
        }
        String body =
                right
                        ? "─ " + label + " " + dashes + head + behind
                        : behind + head + dashes + " " + label + " ─";
        return right ? body : " ".repeat(Math.max(0, width - body.length())) + body;
    }

    private void across(long at, String words) {
        close();
        char[] line = railed(at);
        String text = Label.cut(words, column(rails - 1) - column(0) - 1);
        put(line, column(0) + 1, text);
        for (int i = column(0) + 1 + text.length(); i < column(rails - 1); i++) {
            line[i] = '─';
        }
        lines.add(trimmed(line));
    }

    private void gap(String words) {
        close();
        char[] line = blank();
        for (int rail = 0; rail < rails; rail++) {
            line[column(rail)] = '┊';
        }
        put(line, column(0) + 3, Label.cut(words, COLUMNS - column(0) - 3));
        lines.add(trimmed(line));
        timeBefore = "";
    }

    private char[] railed(long at) {
        char[] line = blank();
        String time = scene.time(at);
        if (!time.equals(timeBefore)) {
            put(line, timeWidth - time.length(), time);
            timeBefore = time;
        }
        for (int rail = 0; rail < rails; rail++) {
            line[column(rail)] = RAIL;
        }
        return line;
    }

    private static char[] blank() {
        char[] line = new char[COLUMNS];
        Arrays.fill(line, ' ');
        return line;
    }

    private static void put(char[] line, int at, String text) {
        for (int i = 0; i < text.length() && at + i < line.length; i++) {
            line[at + i] = text.charAt(i);
        }
    }

    private static String trimmed(char[] line) {
        return new String(line).stripTrailing();
    }

    private String list() {
        scene.connections().forEach(lines::add);
        for (Item item : scene.items()) {
            String words =
                    switch (item) {
                        case Item.Arrow each -> sentence(each);
                        case Item.State state -> name(state.rail()) + " " + state.word();
                        case Item.Said said -> "── " + said.text();
                        case Item.Silence silence -> Scene.silence(silence.length());
                        case Item.Omitted omitted -> omitted.text();
                    };
            String time = " ".repeat(timeWidth - scene.time(item.nanos()).length());
            lines.add(Label.cut(time + scene.time(item.nanos()) + "  " + words, COLUMNS));
        }
        return String.join("\n", lines) + "\n";
    }

    private String sentence(Item.Arrow each) {
        String way = name(each.from()) + "→" + name(each.to()) + " ";
        String cause = each.cause() == null ? "" : "  x " + each.cause();
        return way
                + each.label().text(COLUMNS - timeWidth - 2 - way.length() - cause.length())
                + cause;
    }

    private String name(int rail) {
        return rail == Journey.NOWHERE ? "…" : scene.rails().get(rail).name();
    }
}
