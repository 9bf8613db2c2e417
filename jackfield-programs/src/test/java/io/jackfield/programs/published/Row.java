package io.jackfield.programs.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What came of one client and the programs that it met.
 *
 * @param name the programs with their versions
 * @param tier how time passed
 * @param result what the client found, which was checked
 * @param packets sent on all cables while it ran
 * @param lost of those
 * @param retransmitted segments
 * @param kernelSockets that the real kernel had open and had not before
 * @param worldMillis how long it took in the world's time
 * @param realMillis and in the machine's
 * @param needed what was done for them that their makers do not say; empty for nothing
 * @param commands each after the name of its host
 */
record Row(
        String name,
        Tier tier,
        String result,
        long packets,
        long lost,
        long retransmitted,
        int kernelSockets,
        long worldMillis,
        long realMillis,
        String needed,
        List<String> commands) {
    private static final String SEPARATOR = "\t";
    private static final int COMMANDS = 10;

    static Row parse(String line) {
        String[] field = line.split(SEPARATOR, -1);
        return new Row(
                field[0],
                Tier.valueOf(field[1]),
                field[2],
                Long.parseLong(field[3]),
                Long.parseLong(field[4]),
                Long.parseLong(field[5]),
                Integer.parseInt(field[6]),
                Long.parseLong(field[7]),
                Long.parseLong(field[8]),
                field[9],
                Arrays.asList(field).subList(COMMANDS, field.length));
    }

    String line() {
        List<String> fields = new ArrayList<>();
        fields.addAll(List.of(name, tier.name(), result));
        fields.addAll(counts().stream().map(Object::toString).toList());
        fields.add(needed);
        fields.addAll(commands);
        return String.join(SEPARATOR, fields);
    }

    private List<Number> counts() {
        return List.of(packets, lost, retransmitted, kernelSockets, worldMillis, realMillis);
    }
}
