package io.jackfield.linux.conformance;

import io.jackfield.linux.LinuxKernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The two kernels. */
enum Place {
    JACKFIELD {
        @Override
        Played play(Row row) {
            List<String> notes = notes();
            try (JackfieldSite site = new JackfieldSite()) {
                site.host.start(
                        "trial",
                        0,
                        os -> {
                            row.trial().run(new Calls(os, site, notes));
                            return 0;
                        });
                site.run();
                return new Played(List.copyOf(notes), 0);
            }
        }
    },
    LINUX {
        @Override
        Played play(Row row) throws InterruptedException {
            List<String> notes = notes();
            try (LinuxKernel kernel = LinuxKernel.open();
                    LinuxSite site = new LinuxSite(kernel)) {
                kernel.run(
                        os -> {
                            row.trial().run(new Calls(os, site, notes));
                            return 0;
                        });
                return new Played(List.copyOf(notes), kernel.calls());
            }
        }
    };

    /**
     * What came of a row.
     *
     * @param notes of its trial
     * @param calls how many system calls Linux was asked for
     */
    record Played(List<String> notes, long calls) {}

    /** Runs a row's trial to its end. */
    abstract Played play(Row row) throws InterruptedException;

    /** Why Linux cannot be asked here; empty if it can. */
    static String refusal() {
        try (LinuxKernel kernel = LinuxKernel.open()) {
            return kernel.calls() > 0 ? "" : "no call was made";
        } catch (IllegalStateException refused) {
            System.err.println("SKIPPED on Linux: " + refused.getMessage());
            return String.valueOf(refused.getMessage());
        }
    }

    private static List<String> notes() {
        return Collections.synchronizedList(new ArrayList<>());
    }
}
