package io.jackfield.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One Markdown file, its links and the examples it quotes. */
record Document(Path file, String text) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```\\s*?$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?s)<!-- example: (\\S+?)#(\\S+) -->\\s*```(?:java|yaml)\\n(.*?)```");

    static Document read(Path file) {
        try {
            return new Document(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Links to files or headings of ours that do not exist. */
    List<String> deadLinks() {
        List<String> dead = new ArrayList<>();
        var matcher = LINK.matcher(FENCED.matcher(text).replaceAll(""));
        while (matcher.find()) {
            String target = matcher.group(1);
            if (!target.matches("[a-z]+:.*") && !leadsSomewhere(target)) {
                dead.add(name() + " links to " + target);
            }
        }
        return dead;
    }

    private boolean leadsSomewhere(String target) {
        String[] parts = target.split("#", 2);
        String path = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        Path destination = path.isEmpty() ? file : file.resolveSibling(path);
        if (!Files.exists(destination)) {
            return false;
        }
        boolean isMarkdown = destination.toString().endsWith(".md");
        return parts.length < 2 || !isMarkdown || anchors(destination).contains(parts[1]);
    }

    private List<String> anchors(Path destination) {
        String content = destination.equals(file) ? text : read(destination).text();
        return HEADING.matcher(FENCED.matcher(content).replaceAll(""))
                .results()
                .map(heading -> anchor(heading.group(1)))
                .toList();
    }

    /** The anchor that GitHub gives a heading. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Quoted examples that differ from the region of the source they name. */
    List<String> staleExamples(Path root) {
        List<String> stale = new ArrayList<>();
        var matcher = EXAMPLE.matcher(text);
        while (matcher.find()) {
            Path source = root.resolve(matcher.group(1));
            String region = matcher.group(2);
            String expected = Files.exists(source) ? region(read(source).text(), region) : "";
            if (expected.isEmpty()) {
                stale.add("%s quotes %s#%s, which is not there".formatted(name(), source, region));
            } else if (!expected.stripIndent().strip().equals(matcher.group(3).strip())) {
                stale.add("%s#%s reads now:%n%s".formatted(source, region, expected.stripIndent()));
            }
        }
        return stale;
    }

    /**
     * What stands between {@code // @start region="name"} and {@code // @end region="name"}; in
     * YAML a comment begins with #.
     */
    private static String region(String source, String name) {
        var region =
                Pattern.compile(
                        "(?s)(?://|#) @start region=\"%1$s\" *\\n(.*?)\\s*\\n *(?://|#) @end region=\"%1$s\""
                                .formatted(Pattern.quote(name)));
        var matcher = region.matcher(source);
        return matcher.find() ? matcher.group(1) : "";
    }

    private String name() {
        return String.valueOf(file.getFileName());
    }
}
