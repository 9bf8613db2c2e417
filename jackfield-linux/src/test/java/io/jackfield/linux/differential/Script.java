package io.jackfield.linux.differential;

import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Message;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** What a difference that was printed as Java needs to run: on either kernel, call by call. */
final class Script {
    private final Stage stage;
    private final Syscalls os;
    private final List<Begun> begun = new ArrayList<>();

    private record Begun(Pending pending) {}

    Script(Stage stage) {
        this.stage = stage;
        os = stage.start();
    }

    /** The calls of the first process. */
    Syscalls os() {
        return os;
    }

    /** A child, which makes the calls that it is told to. */
    Syscalls fork(Syscalls parent) {
        CompletableFuture<Syscalls> child = new CompletableFuture<>();
        parent.fork(stage.resident(child::complete));
        stage.settle();
        return child.join();
    }

    void exit(Syscalls process, int status) {
        try {
            process.exit(status);
        } catch (AssertionError wrong) {
            throw wrong;
        } catch (Error ended) { // what each kernel ends a thread with
            stage.settle();
        }
    }

    /** Has a thread of its own make a call that may sleep, and goes on when it does. */
    void begin(Callable<Integer> call) {
        begun.add(new Begun(stage.begin(() -> Names.of(call.call()))));
        stage.settle();
    }

    /** Interrupts the call that has slept longest. */
    void interrupt() {
        for (Begun each : begun) {
            Thread thread = each.pending.thread();
            if (!each.pending.isOver() && thread != null) {
                os.interrupt(thread);
                stage.settle();
                return;
            }
        }
    }

    /** What the calls that were begun have answered; null for those that sleep. */
    List<@Nullable String> answers() {
        List<@Nullable String> answers = new ArrayList<>();
        begun.forEach(each -> answers.add(each.pending.answer()));
        return answers;
    }

    String flood(Syscalls process, int from, Syscalls other, int to) {
        return TransferSteps.flood(process, from, other, to);
    }

    int select(Syscalls process, int[] fds, int[] masks, boolean maySleep) {
        return Integer.parseInt(
                ReadinessSteps.select(process, fds, masks, maySleep)
                        .replaceFirst("[^0-9].*", "-1"));
    }

    EpollEvent[] events(int room) {
        return ReadinessSteps.room(room);
    }

    /** A message with which a descriptor goes. */
    Message passing(int fd, boolean twice) {
        return UnixSteps.passing(fd, twice);
    }

    /** Receives a message, and the first descriptor that came along into a variable. */
    int take(Syscalls process, int[] fd, int variable, int over, int room) {
        Message message = UnixSteps.taking(room);
        int got = process.recvmsg(over, message, 0);
        int[] taken = UnixSteps.taken(message.control);
        if (taken.length > 0) {
            fd[variable] = taken[0];
        }
        return got;
    }

    Message message(@Nullable SocketAddress to, ByteBuffer... buffers) {
        Message message = new Message(buffers);
        message.to = to;
        message.from = to == null ? new SocketAddressBuffer() : null;
        return message;
    }
}
