package io.jackfield.unix;

import io.jackfield.file.OpenFile;

import java.util.List;

/**
 * SCM_RIGHTS: files whose descriptors a message carries, a reference to each.
 *
 * @param uid who sent them, whose number of files on their way is limited
 */
public record Rights(List<OpenFile> files, int uid) {
    /** Linux's SCM_MAX_FD. */
    public static final int MOST_FILES = 253;

    /** The same files, each with a reference more. */
    Rights copy() {
        files.forEach(OpenFile::retain);
        return this;
    }
}
