package io.jackfield.programs.determinism;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bank of virtual threads: one for each connection, some that work off a queue, customers that
 * give up waiting; locks, monitors, barriers, futures with timeouts, chance of every kind.
 */
final class VirtualThreads {
    private static final int PORT = 7000;
    private static final int CUSTOMERS = 12;
    private static final int TRANSFERS = 4;
    private static final int ACCOUNTS = 6;
    private static final int PATIENCE_MILLIS = 400;

    private record Transfer(int from, int to, int amount, CompletableFuture<Integer> balance) {}

    /** The server's side. */
    private static final class Bank {
        private final Log log;
        private final BlockingQueue<Transfer> queue = new ArrayBlockingQueue<>(3);
        private final ReentrantLock[] locks = new ReentrantLock[ACCOUNTS];
        private final int[] balances = new int[ACCOUNTS];

        /** By identity: the accounts have no hash code of their own. */
        private final Map<Object, Integer> visits = new HashMap<>();

        private int open;

        Bank(Log log) {
            this.log = log;
            for (int i = 0; i < ACCOUNTS; i++) {
                locks[i] = new ReentrantLock();
            }
        }

        void serve() throws IOException {
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            for (int i = 0; i < 3; i++) {
                threads.submit(this::work);
            }
            try (ServerSocket listener = new ServerSocket(PORT)) {
                for (; ; ) {
                    Socket customer = listener.accept();
                    threads.submit(() -> attend(customer));
                }
            }
        }

        private Void attend(Socket customer) throws Exception {
            enter();
            try (customer) {
                DataInputStream in = new DataInputStream(customer.getInputStream());
                DataOutputStream out = new DataOutputStream(customer.getOutputStream());
                for (; ; ) {
                    CompletableFuture<Integer> balance = new CompletableFuture<>();
                    queue.put(new Transfer(in.readInt(), in.readInt(), in.readInt(), balance));
                    out.writeInt(balance.orTimeout(300, TimeUnit.MILLISECONDS).join());
                    out.write(new byte[ThreadLocalRandom.current().nextInt(4_000)]);
                }
            } catch (EOFException e) {
                return null;
            } catch (Exception e) {
                log.add("bank " + e.getClass().getSimpleName());
                return null;
            } finally {
                leave();
            }
        }

        private synchronized void enter() throws InterruptedException {
            while (open >= 5) {
                wait(2_000);
            }
            open++;
        }

        private synchronized void leave() {
            open--;
            notifyAll();
        }

        private Void work() throws Exception {
            for (; ; ) {
                Transfer transfer = queue.take();
                ReentrantLock first = locks[Math.min(transfer.from, transfer.to)];
                if (!first.tryLock(50, TimeUnit.MILLISECONDS)) {
                    queue.put(transfer);
                    continue;
                }
                try {
                    Thread.sleep(ThreadLocalRandom.current().nextLong(5, 60));
                    balances[transfer.from] -= transfer.amount;
                    balances[transfer.to] += transfer.amount;
                    visits.merge(first, 1, Integer::sum);
                    transfer.balance.complete(balances[transfer.from]);
                    log.add("bank " + transfer.from + " has " + balances[transfer.from]);
                } finally {
                    first.unlock();
                }
                log.add("bank " + visits.values());
            }
        }
    }

    private VirtualThreads() {}

    static void serve(Log log) throws IOException {
        new Bank(log).serve();
    }

    static void ask(Log log) throws Exception {
        Semaphore tellers = new Semaphore(7);
        CyclicBarrier noon = new CyclicBarrier(CUSTOMERS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CUSTOMERS; i++) {
                int number = i;
                threads.submit(
                        () -> {
                            morning(number, tellers, log);
                            log.add(number + " was no. " + noon.await());
                            morning(number, tellers, log);
                            return null;
                        });
            }
        }
        log.add("closed, " + Set.of("a", "b", "c", "d", "e"));
    }

    private static void morning(int number, Semaphore tellers, Log log) throws Exception {
        Thread.sleep(ThreadLocalRandom.current().nextLong(1_000));
        tellers.acquire();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("server", PORT), 5_000);
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (int i = 0; i < TRANSFERS; i++) {
                transfer(number, socket, log);
            }
        } catch (IOException e) {
            log.add(number + " leaves: " + e.getClass().getSimpleName());
        } finally {
            tellers.release();
        }
    }

    private static void transfer(int number, Socket socket, Log log) throws IOException {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(number % ACCOUNTS);
        out.writeInt(chance.nextInt(ACCOUNTS));
        out.writeInt(chance.nextInt(100));
        try {
            int balance = new DataInputStream(socket.getInputStream()).readInt();
            log.add(number + " has " + balance);
        } catch (SocketTimeoutException e) {
            log.add(number + " waits no longer");
            throw e;
        }
        socket.getInputStream().skip(socket.getInputStream().available());
    }
}
