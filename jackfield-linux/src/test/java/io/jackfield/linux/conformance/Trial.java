package io.jackfield.linux.conformance;

/** What is tried on both kernels; what it notes is compared. */
@FunctionalInterface
interface Trial {
    void run(Calls c) throws Exception;
}
