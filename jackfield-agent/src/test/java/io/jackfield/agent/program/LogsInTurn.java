package io.jackfield.agent.program;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.Launch;
import io.jackfield.jdk.programs.Printed;
import io.jackfield.net.World;

/** Two programs log, the second when the first has ended; nobody has logged before. */
final class LogsInTurn {
    private LogsInTurn() {}

    public static void main(String[] arguments) throws Exception {
        try (World world = World.realTime(1)) {
            for (String name : new String[] {"first", "second"}) {
                Host host = world.host(name);
                Printed printed = new Printed();
                Jvm.on(world, host).start(printed.of(Launch.of(Logs.class)), name).await();
                String[] lines = printed.err().split("\n", -1);
                System.out.println(name + "\t" + (lines.length > 1 ? lines[1] : "nothing"));
            }
        }
    }
}
