package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.jdk.Threads.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Selectors over channels of ours. */
class SelectorTest {
    private static final int PORT = 6200;
    private static final long LONG = 20_000;

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private Selector selector() throws Exception {
        return machines.client().call(Selector::open);
    }

    private ServerSocketChannel listener() throws Exception {
        return machines.server()
                .call(() -> ServerSocketChannel.open().bind(new InetSocketAddress(PORT)));
    }

    private SocketChannel unconnected() throws Exception {
        SocketChannel channel = machines.client().call(SocketChannel::open);
        channel.configureBlocking(false);
        return channel;
    }

    private InetSocketAddress server() throws Exception {
        return machines.client().call(() -> new InetSocketAddress("server", PORT));
    }

    /** A connected non-blocking channel of the client. */
    private SocketChannel connected() throws Exception {
        SocketChannel channel = machines.client().call(() -> SocketChannel.open(server()));
        channel.configureBlocking(false);
        return channel;
    }

    @Test
    void connectAcceptReadAndWriteAreSelected() throws Exception {
        try (ServerSocketChannel listener = listener();
                Selector there = machines.server().call(Selector::open);
                Selector here = selector();
                SocketChannel channel = unconnected()) {
            listener.configureBlocking(false);
            listener.register(there, SelectionKey.OP_ACCEPT);
            assertThat(channel.connect(server())).isFalse();
            assertThat(channel.isConnectionPending()).isTrue();
            SelectionKey key = channel.register(here, SelectionKey.OP_CONNECT);
            assertThat(here.select(LONG)).isEqualTo(1);
            assertThat(key.isConnectable()).isTrue();
            assertThat(channel.finishConnect()).isTrue();
            assertThat(there.select(LONG)).isEqualTo(1);
            try (SocketChannel accepted = listener.accept()) {
                key.interestOps(SelectionKey.OP_READ);
                here.selectedKeys().clear();
                assertThat(here.selectNow()).isZero();
                accepted.write(ByteBuffer.wrap(new byte[] {1}));
                assertThat(here.select(LONG)).isEqualTo(1);
                assertThat(key.readyOps()).isEqualTo(SelectionKey.OP_READ);
                key.interestOpsOr(SelectionKey.OP_WRITE);
                assertThat(here.select(LONG)).as("a selected key is updated").isEqualTo(1);
                assertThat(key.readyOps()).isEqualTo(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                assertThat(here.selectNow()).as("nothing new").isZero();
            }
        }
    }

    @Test
    void aRefusedConnectIsSelectedAndFailsWhenFinished() throws Exception {
        try (Selector selector = selector();
                SocketChannel channel = unconnected()) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            channel.connect(server());
            assertThat(selector.select(LONG)).isEqualTo(1);
            assertThatThrownBy(channel::finishConnect)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Connection refused");
            assertThat(channel.isOpen()).isFalse();
        }
    }

    @Test
    void aCancelledKeyIsGoneAfterTheNextSelection() throws Exception {
        try (ServerSocketChannel listener = listener();
                Selector selector = selector();
                SocketChannel channel = connected()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE, "attached");
            assertThat(key.attachment()).isEqualTo("attached");
            assertThat(channel.keyFor(selector)).isSameAs(key);
            key.cancel();
            assertThat(key.isValid()).isFalse();
            assertThat(selector.keys()).containsExactly(key);
            assertThatThrownBy(() -> key.interestOps(0)).isInstanceOf(CancelledKeyException.class);
            assertThatThrownBy(key::readyOps).isInstanceOf(CancelledKeyException.class);
            assertThatThrownBy(() -> channel.register(selector, SelectionKey.OP_READ))
                    .isInstanceOf(CancelledKeyException.class);
            assertThat(selector.selectNow()).isZero();
            assertThat(selector.keys()).isEmpty();
            assertThat(channel.isRegistered()).isFalse();
            SelectionKey again = channel.register(selector, SelectionKey.OP_WRITE);
            assertThat(selector.selectNow()).isEqualTo(1);
            assertThat(selector.selectedKeys()).containsExactly(again);
            assertThat(listener.isOpen()).isTrue();
        }
    }

    @Test
    void aClosedChannelLeavesItsSelectorsAndThenItsDescriptor() throws Exception {
        try (ServerSocketChannel listener = listener();
                Selector selector = selector()) {
            SocketChannel channel = connected();
            channel.register(selector, SelectionKey.OP_READ);
            SocketChannel accepted = listener.accept();
            channel.close();
            ByteBuffer room = ByteBuffer.allocate(1);
            assertThat(accepted.read(room)).as("the end comes at once").isEqualTo(-1);
            assertThat(TwoMachines.openDescriptors(machines.client())).isEqualTo(1);
            selector.selectNow();
            assertThat(selector.keys()).isEmpty();
            assertThat(TwoMachines.openDescriptors(machines.client())).isZero();
            accepted.close();
            assertThatThrownBy(() -> channel.register(selector, SelectionKey.OP_READ))
                    .isInstanceOf(ClosedChannelException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void wakeupEndsASelectionOrTheNextOne(Threads threads) throws Exception {
        try (Selector selector = selector()) {
            selector.wakeup();
            selector.wakeup();
            assertThat(selector.select()).isZero();
            Task<Integer> task = threads.start(machines.client(), () -> selector.select());
            machines.asleep(task.thread());
            selector.wakeup();
            assertThat(task.get()).isZero();
            selector.wakeup();
            assertThat(selector.selectNow()).as("selectNow takes a wake-up back").isZero();
            assertThat(selector.select(1)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsASelectionAndStays(Threads threads) throws Exception {
        try (Selector selector = selector()) {
            Task<Boolean> task =
                    threads.start(
                            machines.client(),
                            () -> {
                                assertThat(selector.select()).isZero();
                                boolean stays = Thread.currentThread().isInterrupted();
                                assertThat(selector.select()).as("at once").isZero();
                                return stays;
                            });
            machines.asleep(task.thread());
            task.thread().interrupt();
            assertThat(task.get()).isTrue();
            assertThat(selector.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsASelection(Threads threads) throws Exception {
        Selector selector = selector();
        SocketChannel channel = unconnected();
        SelectionKey key = channel.register(selector, 0);
        Task<Integer> task = threads.start(machines.client(), () -> selector.select());
        machines.asleep(task.thread());
        selector.close();
        assertThat(task.get()).isZero();
        assertThat(key.isValid()).isFalse();
        assertThat(channel.isRegistered()).isFalse();
        assertThatThrownBy(selector::keys).isInstanceOf(ClosedSelectorException.class);
        assertThatThrownBy(selector::selectNow).isInstanceOf(ClosedSelectorException.class);
        channel.close();
    }

    @ParameterizedTest
    @EnumSource
    void aChannelIsRegisteredWhileAnotherThreadSelects(Threads threads) throws Exception {
        try (ServerSocketChannel listener = listener();
                Selector selector = selector();
                SocketChannel channel = connected()) {
            Task<Integer> task = threads.start(machines.client(), () -> selector.select());
            machines.asleep(task.thread());
            SelectionKey key = channel.register(selector, 0);
            machines.asleep(task.thread());
            key.interestOps(SelectionKey.OP_WRITE);
            assertThat(task.get()).isEqualTo(1);
            assertThat(listener.isOpen()).isTrue();
        }
    }

    @Test
    void anActionSeesEachReadyKeyAndTheSelectedSetStaysEmpty() throws Exception {
        try (ServerSocketChannel listener = listener();
                Selector selector = selector();
                SocketChannel first = connected();
                SocketChannel second = connected()) {
            SelectionKey one = first.register(selector, SelectionKey.OP_WRITE);
            SelectionKey two = second.register(selector, SelectionKey.OP_WRITE);
            List<SelectionKey> seen = new ArrayList<>();
            assertThat(selector.select(seen::add, LONG)).isEqualTo(2);
            assertThat(seen).containsExactlyInAnyOrder(one, two);
            assertThat(selector.selectedKeys()).isEmpty();
            assertThatThrownBy(() -> selector.select(_ -> reenter(selector)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(listener.isOpen()).isTrue();
        }
    }

    private static void reenter(Selector selector) {
        try {
            selector.selectNow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theSetsOfKeysAllowWhatTheyAllow() throws Exception {
        try (Selector selector = selector();
                SocketChannel channel = unconnected()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            assertThatThrownBy(() -> selector.keys().clear())
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> selector.selectedKeys().add(key))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> channel.register(selector, SelectionKey.OP_ACCEPT))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> channel.configureBlocking(true))
                    .isInstanceOf(IllegalBlockingModeException.class);
        }
    }

    @Test
    void aChannelOfTheRealMachineDoesNotRegisterHere() throws Exception {
        try (Selector selector = selector();
                SocketChannel foreign = SocketChannel.open()) {
            foreign.configureBlocking(false);
            assertThatThrownBy(() -> foreign.register(selector, SelectionKey.OP_CONNECT))
                    .isInstanceOf(IllegalSelectorException.class);
        }
    }

    @Test
    void oneSelectorWatchesChannelsOfTwoHosts() throws Exception {
        try (ServerSocketChannel listener = listener();
                Selector selector = selector();
                SocketChannel channel = connected()) {
            SocketChannel accepted = listener.accept();
            accepted.configureBlocking(false);
            SelectionKey there = accepted.register(selector, SelectionKey.OP_READ);
            SelectionKey here = channel.register(selector, SelectionKey.OP_READ);
            channel.write(ByteBuffer.wrap(new byte[] {1}));
            assertThat(selector.select(LONG)).isEqualTo(1);
            assertThat(selector.selectedKeys()).containsExactly(there);
            accepted.write(ByteBuffer.wrap(new byte[] {2}));
            assertThat(selector.select(LONG)).isBetween(0, 1);
            machines.await("the other key", () -> selects(selector, here));
            accepted.close();
        }
    }

    private static boolean selects(Selector selector, SelectionKey key) {
        try {
            selector.selectNow();
            return selector.selectedKeys().contains(key);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
