package io.jackfield.jdk.async;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An operation: the Future that the caller gets, or what tells a handler.
 *
 * @param <V> what it results in
 */
final class Pending<V extends @Nullable Object> extends CompletableFuture<V> {
    /** One attempt, which does not sleep; false if it was too early. */
    interface Attempt {
        boolean make() throws IOException;
    }

    /** Sleeps until another attempt makes sense. */
    interface Wait {
        void sleep() throws IOException;
    }

    private final AsyncGroup group;
    private final Supplier<V> value;

    /** What a cancellation does to the channel; true if it is to be closed. */
    private final Consumer<Boolean> cancelling;

    /** An operation that results in a value when an attempt has succeeded. */
    Pending(AsyncGroup group, Supplier<V> value, Consumer<Boolean> cancelling) {
        this.group = group;
        this.value = value;
        this.cancelling = cancelling;
    }

    /** Tells the handler when it is done, on a thread of the group. */
    <A extends @Nullable Object> void tell(CompletionHandler<V, ? super A> handler, A attachment) {
        var _ =
                whenComplete(
                        (result, failure) ->
                                group.handle(
                                        () -> {
                                            if (failure == null) {
                                                handler.completed(result, attachment);
                                            } else {
                                                handler.failed(failure, attachment);
                                            }
                                        }));
    }

    static void requireHandler(@Nullable CompletionHandler<?, ?> handler) {
        if (handler == null) {
            throw new NullPointerException("'handler' is null");
        }
    }

    /** The channel is closed already. */
    Pending<V> closed() {
        completeExceptionally(new ClosedChannelException());
        return this;
    }

    /** Nothing is to be done. */
    Pending<V> done() {
        complete(value.get());
        return this;
    }

    /**
     * Attempts at once, and else again and again on a thread that sleeps meanwhile.
     *
     * @param end runs when there will be no other attempt, before anybody is told
     */
    Pending<V> begin(Attempt attempt, Wait wait, Runnable end) {
        boolean early;
        try {
            early = !attempt.make();
        } catch (IOException e) {
            end.run();
            completeExceptionally(e);
            return this;
        } catch (RuntimeException | Error e) {
            end.run();
            throw e;
        }
        if (early) {
            group.begin(() -> repeat(attempt, wait, end));
            return this;
        }
        end.run();
        return done();
    }

    private void repeat(Attempt attempt, Wait wait, Runnable end) {
        try {
            do {
                wait.sleep();
            } while (!isDone() && !attempt.make());
        } catch (IOException | RuntimeException | Error e) {
            end.run();
            completeExceptionally(
                    e instanceof ClosedChannelException ? new AsynchronousCloseException() : e);
            return;
        }
        end.run();
        complete(value.get()); // in vain if it was cancelled
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (isDone() || !super.cancel(mayInterruptIfRunning)) {
            return false;
        }
        cancelling.accept(mayInterruptIfRunning);
        return true;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        requireNotCancelled();
        return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        requireNotCancelled();
        return super.get(timeout, unit);
    }

    /** As the JDK's, whose exception has no message. */
    private void requireNotCancelled() {
        if (isCancelled()) {
            throw new CancellationException();
        }
    }
}
