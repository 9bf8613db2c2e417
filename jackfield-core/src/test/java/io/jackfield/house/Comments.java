package io.jackfield.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The comments of a Java source text, line by line; what stands in literals is no comment. */
final class Comments {

    /** One line of a comment and where it stands. */
    record Line(int number, String text) {}

    /** Literals come first in the alternation: an opening quote wins over a slash behind it. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    """
                    (?s)(?<literal>\"""(?:[^"\\\\]++|\\\\.|"(?!""))*+\"""|"(?:\\\\.|[^"\\\\\\n])*+"|'(?:\\\\.|[^'\\\\\\n])*+')\
                    |(?<comment>//[^\\n]*+|/\\*.*?\\*/)\
                    """);

    private Comments() {}

    static List<Line> of(String source) {
        List<Line> lines = new ArrayList<>();
        var matcher = TOKEN.matcher(source);
        while (matcher.find()) {
            String comment = matcher.group("comment");
            if (comment != null) {
                int number = 1 + (int) source.substring(0, matcher.start()).lines().count();
                // A comment behind code begins on a line that is already counted.
                int first = startsLine(source, matcher.start()) ? number : number - 1;
                List<String> texts = comment.lines().toList();
                for (int i = 0; i < texts.size(); i++) {
                    lines.add(new Line(first + i, texts.get(i)));
                }
            }
        }
        return lines;
    }

    private static boolean startsLine(String source, int offset) {
        return offset == 0 || source.charAt(offset - 1) == '\n';
    }
}
