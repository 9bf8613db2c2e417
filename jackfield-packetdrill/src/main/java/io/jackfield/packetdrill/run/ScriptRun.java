package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Action;
import io.jackfield.packetdrill.script.Assertion;
import io.jackfield.packetdrill.script.CodeNames;
import io.jackfield.packetdrill.script.Event;
import io.jackfield.packetdrill.script.Script;
import io.jackfield.packetdrill.script.ScriptException;
import io.jackfield.packetdrill.script.ShellCommand;
import io.jackfield.packetdrill.script.When;
import io.jackfield.posix.Option;
import io.jackfield.posix.Values;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;

/** One run of one script on one machine, event by event. */
public final class ScriptRun {
    /** A busy machine lets a script wait longer than a kernel lets a packet. */
    private static final int BUSY = 20;

    private final Script script;
    private final Setup setup;
    private final Machine machine;
    private final Conversations conversations;
    private final Calls calls;
    private final Packets packets;

    /** When the first event was. */
    private long beganNanos;

    /** The time of the event before, as the script has it, from the first event on. */
    private long lastNanos;

    private @Nullable Event last;

    private ScriptRun(Script script, Setup setup, Machine machine) {
        this.script = script;
        this.setup = setup;
        this.machine = machine;
        conversations = new Conversations(setup);
        calls = new Calls(setup, machine, conversations);
        packets = new Packets(setup, machine, conversations);
    }

    /**
     * Runs it.
     *
     * @throws Failure where the machine does something else
     * @throws ScriptException where the script says something that this machine cannot
     */
    public static void run(Script script, Setup setup, Machine machine) {
        new ScriptRun(script, setup, machine).run();
    }

    private void run() {
        shell(script.setUp());
        begin();
        for (Event event : script.events()) {
            try {
                run(event);
            } catch (Failure failure) {
                if (!isForgiven(event)) {
                    throw failure;
                }
            }
            last = event;
        }
        calls.finish();
        shell(script.cleanUp());
    }

    private void begin() {
        beganNanos = machine.nowNanos();
        calls.beganNanos(beganNanos);
    }

    private boolean isForgiven(Event event) {
        return setup.nonFatal()
                .contains(event.action() instanceof Action.PacketLine ? "packet" : "syscall");
    }

    private long now() {
        return machine.nowNanos() - beganNanos;
    }

    private void run(Event event) {
        When when = event.when();
        long base =
                when.kind() == When.Kind.ABSOLUTE
                        ? 0
                        : isInbound(event) && last != null && isInbound(last) ? lastNanos : now();
        long from = base + when.from();
        long until = base + when.until();
        long tolerance = setup.tolerance(from - lastNanos) + machine.slackNanos();
        switch (event.action()) {
            case Action.PacketLine line when !line.isInbound() ->
                    packets.expect(event, line, beganNanos, from, until, tolerance);
            default -> {
                machine.advance(beganNanos + from);
                requireInTime(event, until + tolerance);
                act(event, base);
            }
        }
        lastNanos = when.kind() == When.Kind.ANY ? now() : from;
    }

    private static boolean isInbound(Event event) {
        return event.action() instanceof Action.PacketLine line && line.isInbound();
    }

    private void requireInTime(Event event, long latest) {
        if (last != null
                && event.when().kind() != When.Kind.ANY
                && now() > latest + BUSY * machine.slackNanos()) {
            throw new Failure(
                    event.at(),
                    "it is " + Scribe.time(now()) + " already when this is to happen",
                    "script  " + event.text());
        }
    }

    private void act(Event event, long base) {
        if (last == null) {
            begin(); // what it took to get here is no time of the script's
        }
        switch (event.action()) {
            case Action.Call call -> calls.make(event, call, base);
            case Action.PacketLine line -> packets.inject(event, line);
            case Action.Shell shell -> shell(shell.commands());
            case Action.Code code -> code.assertions().forEach(each -> check(event, each));
        }
    }

    private void shell(List<ShellCommand> commands) {
        for (ShellCommand command : commands) {
            try {
                switch (command) {
                    case ShellCommand.Sysctl set -> machine.sysctl(set.name(), set.value());
                    case ShellCommand.Mtu mtu -> machine.mtu(mtu.octets());
                    case ShellCommand.Segmentation by -> machine.segmentation(by.isOn());
                    case ShellCommand.Sleep sleep ->
                            machine.advance(machine.nowNanos() + sleep.nanos());
                }
            } catch (IllegalArgumentException e) {
                throw new ScriptException(command.at(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void check(Event event, Assertion assertion) {
        Integer fd = conversations.descriptorOfCurrent();
        if (fd == null) {
            throw new Failure(event.at(), "there is no descriptor of this connection to ask");
        }
        ByteBuffer info = Values.room(CodeNames.TCP_INFO);
        Pending asked =
                machine.start(os -> os.getsockopt(fd, Option.SOL_TCP, Option.TCP_INFO, info));
        machine.await(asked, machine.nowNanos() + Calls.PATIENCE_NANOS);
        if (!asked.isDone() || asked.result() < 0) {
            throw new Failure(event.at(), "TCP_INFO cannot be had");
        }
        info.flip();
        if (assertion.expression().value(name -> CodeNames.value(name, info)) == 0) {
            throw new Failure(
                    assertion.at(),
                    "the assertion does not hold",
                    "script  " + assertion.text(),
                    "seen    " + Seen.values(assertion.expression(), info));
        }
    }
}
