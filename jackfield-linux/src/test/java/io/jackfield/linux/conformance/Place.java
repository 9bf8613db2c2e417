package io.jackfield.linux.conformance;

import io.jackfield.linux.LinuxKernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The two kernels. */
enum Place {
    JACKFIELD {
        @Override
        long run(Row row, List<String> notes) {
            try (JackfieldSite site = new JackfieldSite()) {
                site.host.start(
                        "trial",
                        0,
                        os -> {
                            row.trial().run(new Calls(os, site, notes));
                            return 0;
                        });
                site.run();
                return 0;
            }
        }
    },
    LINUX {
        @Override
        long run(Row row, List<String> notes) throws InterruptedException {
            try (LinuxKernel kernel = LinuxKernel.open();
                    LinuxSite site = new LinuxSite(kernel)) {
                kernel.run(
                        os -> {
                            row.trial().run(new Calls(os, site, notes));
                            return 0;
                        });
                return kernel.calls();
            }
        }
    };

    /** Runs a row's trial to its end, and answers how many system calls Linux was asked for. */
    abstract long run(Row row, List<String> notes) throws InterruptedException;

    /**
     * What a row's trial notes here.
     *
     * @param calls of Linux, in one element, to which those made are added
     */
    List<String> play(Row row, long[] calls) throws InterruptedException {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        calls[0] += run(row, notes);
        return List.copyOf(notes);
    }

    /** Why Linux cannot be asked here; empty if it can. */
    static String refusal() {
        try (LinuxKernel kernel = LinuxKernel.open()) {
            return kernel.calls() > 0 ? "" : "no call was made";
        } catch (IllegalStateException refused) {
            System.err.println("SKIPPED on Linux: " + refused.getMessage());
            return String.valueOf(refused.getMessage());
        }
    }
}
