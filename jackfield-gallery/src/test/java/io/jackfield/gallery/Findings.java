package io.jackfield.gallery;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What tests published to JUnit's report, by test; made by the service loader. */
public final class Findings implements TestExecutionListener {
    private static final Map<String, String> PUBLISHED = new ConcurrentHashMap<>();

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String finding = entry.getKeyValuePairs().get("value");
        if (finding != null) {
            PUBLISHED.put(test.getUniqueId(), finding);
        }
    }

    /** What a test published last; null if nobody listened to it. */
    static @Nullable String of(String uniqueId) {
        return PUBLISHED.remove(uniqueId);
    }
}
