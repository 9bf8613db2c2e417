package io.jackfield.packetdrill;

import java.util.List;
import java.util.Locale;

/** Verdicts as a JUnit report, which build servers read. */
public final class JunitXml {
    private static final double NANOS = 1e9;

    private JunitXml() {}

    /**
     * The report: a test case for each script, failed if it did not come as expected, skipped if it
     * failed as expected.
     */
    public static String of(String kernel, List<Verdict> verdicts, ExpectedStatus expected) {
        long failures = verdicts.stream().filter(each -> !expected.isAsExpected(each)).count();
        long known =
                verdicts.stream()
                        .filter(each -> !each.passed() && expected.isAsExpected(each))
                        .count();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(
                String.format(
                        Locale.ROOT,
                        "<testsuite name=\"packetdrill on %s\" tests=\"%d\" failures=\"%d\""
                                + " errors=\"0\" skipped=\"%d\" time=\"%.3f\">%n",
                        kernel,
                        verdicts.size(),
                        failures,
                        known,
                        verdicts.stream().mapToLong(Verdict::nanos).sum() / NANOS));
        for (Verdict each : verdicts) {
            testCase(xml, each, expected);
        }
        return xml.append("</testsuite>\n").toString();
    }

    private static void testCase(StringBuilder xml, Verdict verdict, ExpectedStatus expected) {
        xml.append(
                String.format(
                        Locale.ROOT,
                        "  <testcase classname=\"packetdrill\" name=\"%s\" time=\"%.3f\"",
                        text(verdict.script().toString()),
                        verdict.nanos() / NANOS));
        boolean isExpected = expected.isAsExpected(verdict);
        if (verdict.passed() && isExpected) {
            xml.append("/>\n");
            return;
        }
        String reason = expected.reason(verdict.script());
        if (isExpected) {
            xml.append("><skipped message=\"").append(text(reason)).append("\"/></testcase>\n");
        } else {
            String message =
                    verdict.passed()
                            ? "passes, though it is known to fail: " + reason
                            : verdict.message();
            xml.append("><failure message=\"").append(text(message)).append("\">");
            xml.append(text(String.join("\n", verdict.lines()))).append("</failure></testcase>\n");
        }
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
