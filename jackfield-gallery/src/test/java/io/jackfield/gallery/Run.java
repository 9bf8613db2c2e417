package io.jackfield.gallery;

/**
 * One run of a test of the gallery.
 *
 * @param test the method
 * @param finding what it published
 * @param worldMillis how long it took in its world
 * @param realMillis how long it took on this machine, which is nothing to compare
 * @param picture the sequence diagram; empty if none is wanted
 */
record Run(String test, String finding, long worldMillis, long realMillis, String picture) {
    /** What a page says of it. */
    String paragraph() {
        String times =
                "%s\n\n%,d ms of virtual time, %,d ms on the machine that wrote this.\n"
                        .formatted(quoted(), worldMillis, realMillis);
        return picture.isEmpty() ? times : times + "\n```text\n" + picture.strip() + "\n```\n";
    }

    private String quoted() {
        return "> " + finding;
    }

    /** The last cells of its line in the table. */
    String cells() {
        return "%s | %,d | %,d |".formatted(finding.replace("|", "\\|"), worldMillis, realMillis);
    }
}
