package io.jackfield.posix;

/** A program: what a process runs. */
@FunctionalInterface
public interface Program {
    /**
     * Runs to its end.
     *
     * @param os the system calls of the process that runs it
     * @return the exit status, 0 to 255
     * @throws Exception ends the process with status 1; the host reports it
     */
    int main(Syscalls os) throws Exception;
}
