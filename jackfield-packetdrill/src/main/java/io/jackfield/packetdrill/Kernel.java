package io.jackfield.packetdrill;

import io.jackfield.packetdrill.run.JackfieldMachine;
import io.jackfield.packetdrill.run.LinuxMachine;
import io.jackfield.packetdrill.run.Machine;
import io.jackfield.packetdrill.run.Setup;

/** On what scripts are run. */
public enum Kernel {
    /** A host of Jackfield's, in virtual time. */
    JACKFIELD {
        @Override
        Machine machine(Setup setup) {
            return new JackfieldMachine(setup);
        }
    },
    /** The Linux that the JVM runs on, in real time; needs root and /dev/net/tun. */
    LINUX {
        @Override
        Machine machine(Setup setup) {
            return new LinuxMachine(setup);
        }
    };

    /**
     * One for a single script.
     *
     * @throws IllegalStateException if the machine lacks something for it
     */
    abstract Machine machine(Setup setup);
}
