package io.jackfield.net.picture;

import io.jackfield.host.Host;

import java.util.ArrayList;
import java.util.List;

/** A scene as Mermaid's sequenceDiagram. */
final class MermaidForm {
    /** What Mermaid draws at the most: its maxTextSize. */
    static final int MOST = 50_000;

    /** Room for the note that says what was left out. */
    private static final int NOTE = 100;

    private final Scene scene;

    MermaidForm(Scene scene) {
        this.scene = scene;
    }

    String text() {
        StringBuilder head = new StringBuilder("sequenceDiagram\n");
        for (int rail = 0; rail < scene.rails().size(); rail++) {
            Host host = scene.rails().get(rail);
            String name = host.name() + " " + host.address();
            head.append("    participant h").append(rail).append(" as ");
            head.append(escaped(name)).append('\n');
        }
        if (scene.items().isEmpty()) {
            return head.toString();
        }
        for (String connection : scene.connections()) {
            head.append(across(connection));
        }
        List<String> lines = new ArrayList<>();
        scene.items().forEach(item -> lines.add(line(item)));
        return head + cut(lines, MOST - head.length());
    }

    /** The first and the last lines, as many as there is room for. */
    private String cut(List<String> lines, int room) {
        if (lines.stream().mapToInt(String::length).sum() <= room) {
            return String.join("", lines);
        }
        int half = (room - NOTE) / 2;
        int first = 0;
        int used = 0;
        while (used + lines.get(first).length() <= half) {
            used += lines.get(first++).length();
        }
        int last = lines.size();
        used = 0;
        while (used + lines.get(last - 1).length() <= half) {
            used += lines.get(--last).length();
        }
        Item.Omitted omitted = Folding.omitted(scene.items().subList(first, last));
        return String.join("", lines.subList(0, first))
                + across(omitted.text())
                + String.join("", lines.subList(last, lines.size()));
    }

    private String line(Item item) {
        return switch (item) {
            case Item.Arrow arrow -> arrow(arrow);
            case Item.State state -> {
                String side = state.rail() == 0 ? "left" : "right";
                String at = scene.time(state.nanos()) + " " + state.word();
                yield "    Note " + side + " of h" + state.rail() + ": " + escaped(at) + "\n";
            }
            case Item.Said said -> across(scene.time(said.nanos()) + " " + said.text());
            case Item.Silence silence -> across(Scene.silence(silence.length()));
            case Item.Omitted omitted -> across(omitted.text());
        };
    }

    private String arrow(Item.Arrow arrow) {
        int from = arrow.from() == Journey.NOWHERE ? neighbour(arrow.to()) : arrow.from();
        String sign =
                switch (arrow.fate()) {
                    case CAME -> "->>";
                    case LOST, REFUSED -> "-x";
                    case UNDER_WAY -> "--)";
                };
        String text = scene.time(arrow.nanos()) + " " + arrow.label().text();
        if (arrow.cause() != null) {
            text += ", " + arrow.cause();
        }
        return "    h" + from + sign + "h" + arrow.to() + ": " + escaped(text) + "\n";
    }

    private static int neighbour(int rail) {
        return rail == 0 ? 1 : rail - 1;
    }

    private String across(String text) {
        int last = scene.rails().size() - 1;
        return "    Note over h0,h" + last + ": " + escaped(text) + "\n";
    }

    /** Mermaid ends a statement at a semicolon and reads numbers behind a hash as characters. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '#', ';', '<', '>', '&', '"' ->
                        escaped.append('#').append((int) c).append(';');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
