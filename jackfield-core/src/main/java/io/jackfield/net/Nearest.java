package io.jackfield.net;

import java.util.Collection;
import java.util.Comparator;

/** What somebody probably meant who wrote a word that is not known. */
public final class Nearest {
    private Nearest() {}

    /** {@code ; did you mean "hosts"?}, or all the words there are where none is near. */
    public static String hint(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "";
        }
        return known.stream()
                .filter(each -> distance(word, each) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(each -> distance(word, each)))
                .map(each -> "; did you mean \"" + each + "\"?")
                .orElseGet(() -> "; there are: " + String.join(", ", known));
    }

    /** How many letters to insert, leave out, replace, or exchange with the next. */
    public static int distance(String a, String b) {
        int[] aboveThat = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
                if (areExchanged(a, i, b, j)) {
                    row[j] = Math.min(row[j], aboveThat[j - 2] + 1);
                }
            }
            aboveThat = above;
            above = row;
        }
        return above[b.length()];
    }

    private static boolean areExchanged(String a, int i, String b, int j) {
        return i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
