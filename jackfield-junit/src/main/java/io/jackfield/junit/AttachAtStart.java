package io.jackfield.junit;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Attaches the agent before JUnit looks for tests; made by the service loader. */
public final class AttachAtStart implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Attachment.begin();
    }
}
