package io.jackfield.packetdrill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which scripts are known to fail, and why: a file with a line {@code FAIL path reason} for each,
 * the path from the file's own folder. A script that is listed must fail, all others must pass.
 */
public final class ExpectedStatus {
    /** Every script is expected to pass. */
    public static final ExpectedStatus ALL_PASS = new ExpectedStatus(Map.of());

    private static final String FAILS = "FAIL";

    private final Map<Path, String> reasons;

    private ExpectedStatus(Map<Path, String> reasons) {
        this.reasons = reasons;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException for a line that is none of its kind, or names no script
     */
    public static ExpectedStatus read(Path file) throws IOException {
        Map<Path, String> reasons = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("^#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            String[] words = line.split("\\s+", 3);
            String at = file + ":" + (i + 1) + ": ";
            if (words.length < 3 || !words[0].equals(FAILS)) {
                throw new IllegalArgumentException(at + "a line is \"FAIL path reason\"");
            }
            Path script = file.toAbsolutePath().resolveSibling(words[1]).normalize();
            if (!Files.exists(script)) {
                throw new IllegalArgumentException(at + "there is no " + words[1]);
            }
            reasons.put(script, words[2]);
        }
        return new ExpectedStatus(reasons);
    }

    /** Why a script is known to fail; empty if it is to pass. */
    public String reason(Path script) {
        return reasons.getOrDefault(script.toAbsolutePath().normalize(), "");
    }

    /** Whether it came as it was expected to. */
    public boolean isAsExpected(Verdict verdict) {
        return verdict.passed() == reason(verdict.script()).isEmpty();
    }
}
