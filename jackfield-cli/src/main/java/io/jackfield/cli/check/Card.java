package io.jackfield.cli.check;

import java.util.Set;

/** Who is told what was found, as it is found. */
interface Card {
    /** Who there is around the program, and addresses that nobody has. */
    void around(Surroundings around, Set<String> unknownAddresses);

    void fair(FairWeather fair);

    void verdict(Verdict verdict);

    void end();
}
