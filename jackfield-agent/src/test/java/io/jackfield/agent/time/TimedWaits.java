package io.jackfield.agent.time;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The JVM's own record of who slept with a limit in real time, for the threads of a world and for
 * all others: among those is the one that watches the world, so that a record without any says
 * nothing.
 */
record TimedWaits(int ofTheWorld, Duration timeOfTheWorld, int ofOthers) {
    static TimedWaits during(Runs.Program program) throws Exception {
        Path file = Files.createTempFile("jackfield", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadPark").withThreshold(Duration.ZERO);
            recording.start();
            program.run();
            recording.stop();
            recording.dump(file);
            return counted(file);
        } finally {
            Files.delete(file);
        }
    }

    private static TimedWaits counted(Path file) throws IOException {
        int inWorld = 0;
        int others = 0;
        Duration time = Duration.ZERO;
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            boolean isTimed = event.getLong("timeout") > 0 || event.getLong("until") > 0;
            if (isTimed && isOfAWorld(event.getThread())) {
                inWorld++;
                time = time.plus(event.getDuration());
            } else if (isTimed) {
                others++;
            }
        }
        return new TimedWaits(inWorld, time, others);
    }

    private static boolean isOfAWorld(RecordedThread thread) {
        return thread.isVirtual() || "jackfield-carrier".equals(thread.getJavaName());
    }
}
