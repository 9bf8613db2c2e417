package io.jackfield.linux.conformance;

import io.jackfield.host.Host;
import io.jackfield.linux.LinuxKernel;
import io.jackfield.net.World;
import io.jackfield.posix.Program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The two kernels. */
enum Place {
    JACKFIELD {
        @Override
        long run(Program program) {
            try (World world = World.scripted(1)) {
                Host host = world.host("host");
                host.start("trial", 0, program);
                world.run();
                return 0;
            }
        }
    },
    LINUX {
        @Override
        long run(Program program) throws InterruptedException {
            try (LinuxKernel kernel = LinuxKernel.open()) {
                kernel.run(program);
                return kernel.calls();
            }
        }
    };

    /** Runs a program to its end, and answers how many system calls Linux was asked for. */
    abstract long run(Program program) throws InterruptedException;

    /**
     * What a row's trial notes here.
     *
     * @param calls of Linux, in one element, to which those made are added
     */
    List<String> play(Row row, long[] calls) throws InterruptedException {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        calls[0] +=
                run(
                        os -> {
                            row.trial().run(new Calls(os, notes));
                            return 0;
                        });
        return List.copyOf(notes);
    }
}
