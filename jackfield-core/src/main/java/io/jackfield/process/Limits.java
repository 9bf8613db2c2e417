package io.jackfield.process;

import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.posix.Errno;
import io.jackfield.posix.ResourceLimit;

/** The resource limits of one process, soft and hard; a fork copies them. */
final class Limits {
    private final Settings settings;
    private long softFiles;
    private long hardFiles;
    private long softProcesses;
    private long hardProcesses;

    Limits(Settings settings) {
        this.settings = settings;
        softFiles = settings.get(Setting.RLIMIT_NOFILE);
        hardFiles = Math.max(softFiles, settings.get(Setting.NR_OPEN));
        softProcesses = settings.get(Setting.RLIMIT_NPROC);
        hardProcesses = softProcesses;
    }

    Limits copy() {
        Limits copy = new Limits(settings);
        copy.softFiles = softFiles;
        copy.hardFiles = hardFiles;
        copy.softProcesses = softProcesses;
        copy.hardProcesses = hardProcesses;
        return copy;
    }

    int files() {
        return (int) softFiles;
    }

    /** Whether one process more is too many beside those that the user has. */
    boolean isExceeded(int processes) {
        return Long.compareUnsigned(processes + 1L, softProcesses) > 0;
    }

    int get(int resource, long[] limits) {
        switch (resource) {
            case ResourceLimit.RLIMIT_NOFILE -> {
                limits[0] = softFiles;
                limits[1] = hardFiles;
            }
            case ResourceLimit.RLIMIT_NPROC -> {
                limits[0] = softProcesses;
                limits[1] = hardProcesses;
            }
            default -> {
                return Errno.EINVAL.result();
            }
        }
        return 0;
    }

    int set(int resource, long soft, long hard, boolean isPrivileged) {
        long[] before = new long[2];
        int result = get(resource, before);
        if (result < 0 || Long.compareUnsigned(soft, hard) > 0) {
            return Errno.EINVAL.result();
        }
        boolean isFiles = resource == ResourceLimit.RLIMIT_NOFILE;
        boolean isBeyond = isFiles && Long.compareUnsigned(hard, settings.get(Setting.NR_OPEN)) > 0;
        if (isBeyond || (Long.compareUnsigned(hard, before[1]) > 0 && !isPrivileged)) {
            return Errno.EPERM.result();
        }
        if (isFiles) {
            softFiles = soft;
            hardFiles = hard;
        } else {
            softProcesses = soft;
            hardProcesses = hard;
        }
        return 0;
    }
}
