package io.jackfield.linux.conformance;

import io.jackfield.posix.Syscalls;

/** What a trial asks of the kernel that it runs on, besides system calls. */
interface Site extends AutoCloseable {
    /** {@code sysctl -w}. */
    void sysctl(String name, String value);

    /** {@code sysctl -n}. */
    String sysctl(String name);

    /** A counter by the name that {@code nstat} prints, from 0. */
    long counter(String nstatName);

    /** The cable of the kernel's other interface, seen by a process. */
    Wire wire(Syscalls os);

    /** Starts one more thread of the process that the trial is. */
    void thread(String name, Runnable body);

    /** Waits until no process can go on by itself; the trial's own does not count. */
    void settle(Syscalls os);

    /** How often threads of a process were woken in calls so far, by its pid. */
    long wakeUps(int pid);

    @Override
    void close();
}
