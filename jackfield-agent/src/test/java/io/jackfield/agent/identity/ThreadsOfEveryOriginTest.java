package io.jackfield.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.Threads;
import io.jackfield.jdk.TwoMachines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/** Whoever made a thread, it finds its host, or says that it does not. */
class ThreadsOfEveryOriginTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    /** The machine whose socket a thread opens; null for the real machine. */
    private Jvm machineHere() throws IOException {
        int[] before = {
            TwoMachines.openDescriptors(machines.client()),
            TwoMachines.openDescriptors(machines.server())
        };
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(socket.isBound()).isTrue();
            if (TwoMachines.openDescriptors(machines.client()) > before[0]) {
                return machines.client();
            }
            return TwoMachines.openDescriptors(machines.server()) > before[1]
                    ? machines.server()
                    : null;
        }
    }

    private Jvm on(Thread.Builder threads) throws Exception {
        CompletableFuture<Jvm> found = new CompletableFuture<>();
        Runnable body =
                () -> {
                    try {
                        found.complete(machineHere());
                    } catch (IOException | RuntimeException e) {
                        found.completeExceptionally(e);
                    }
                };
        threads.start(body);
        return found.get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Threads.class)
    void aThreadThatInheritsNothingBelongsWhereItsCreatorDoes(Threads sort) throws Exception {
        assertThat(
                        sort.start(
                                        machines.client(),
                                        () ->
                                                on(
                                                        Thread.ofPlatform()
                                                                .inheritInheritableThreadLocals(
                                                                        false)))
                                .get())
                .isSameAs(machines.client());
        assertThat(
                        sort.start(
                                        machines.server(),
                                        () ->
                                                on(
                                                        Thread.ofVirtual()
                                                                .inheritInheritableThreadLocals(
                                                                        false)))
                                .get())
                .isSameAs(machines.server());
    }

    @Test
    void aThreadThatATestMakesIsOfTheRealMachine() throws Exception {
        assertThat(on(Thread.ofPlatform())).isNull();
        assertThat(on(Thread.ofVirtual())).isNull();
    }

    @Test
    void whatIsSaidForAThreadGoesBeforeWhoMadeIt() throws Exception {
        Callable<Jvm> body = () -> machines.server().call(this::machineHere);
        assertThat(Threads.PLATFORM.start(machines.client(), body).get())
                .isSameAs(machines.server());
    }

    @Test
    void theCommonPoolWorksForWhoeverComesAndIsRefused() {
        assertThat(failure(this::machineHere))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ForkJoinPool.commonPool-worker-")
                .hasMessageContaining("it was made by")
                .hasMessageContaining("jvm.run(…)");
    }

    @Test
    void theCommonPoolIsTheHostsWhereATaskSaysSo() throws Exception {
        assertThat(inCommonPool(() -> machines.server().call(this::machineHere)))
                .isSameAs(machines.server());
    }

    @Test
    void theCommonPoolIsTheHostsWhoseProgramRuns() throws Exception {
        ClassLoader program = new ProgramLoader();
        machines.client().owns(program);
        Class<?> main = program.loadClass(Program.class.getName());
        assertThat(main.getClassLoader()).isSameAs(program);
        @SuppressWarnings("unchecked")
        Callable<Jvm> task = (Callable<Jvm>) main.getConstructor().newInstance();
        assertThat(inCommonPool(task)).isSameAs(machines.client());
    }

    /** A program's own class. */
    public static final class Program implements Callable<Jvm> {
        @Override
        public Jvm call() {
            return Jvm.current();
        }
    }

    /** Loads the program itself and leaves all else to others. */
    private static final class ProgramLoader extends ClassLoader {
        ProgramLoader() {
            super(ThreadsOfEveryOriginTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Program.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try {
                var source = Program.class.getProtectionDomain().getCodeSource().getLocation();
                Path file = Path.of(source.toURI()).resolve(name.replace('.', '/') + ".class");
                byte[] octets = Files.readAllBytes(file);
                return defineClass(name, octets, 0, octets.length);
            } catch (Exception e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static <T> T inCommonPool(Callable<T> task) throws Exception {
        return ForkJoinPool.commonPool().submit(task).get(20, TimeUnit.SECONDS);
    }

    private static Throwable failure(Callable<?> task) {
        try {
            return new AssertionError("no failure but " + inCommonPool(task));
        } catch (ExecutionException e) {
            return deepest(e);
        } catch (Exception e) {
            return e;
        }
    }

    private static Throwable deepest(Throwable thrown) {
        return thrown.getCause() == null ? thrown : deepest(thrown.getCause());
    }

    @ParameterizedTest
    @EnumSource(Threads.class)
    void httpClientConnectsAgainFromItsOwnThreads(Threads sort) throws Exception {
        HttpServer server = machines.server().call(() -> redirecting(8080));
        List<HttpResponse<String>> answers = sort.start(machines.client(), this::requestAll).get();
        machines.server()
                .call(
                        () -> {
                            server.stop(0);
                            return null;
                        });
        assertThat(answers)
                .hasSize(10)
                .allSatisfy(each -> assertThat(each.body()).isEqualTo("at /there"));
    }

    /** Closes every connection, so that the client needs a new one each time. */
    private static HttpServer redirecting(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext(
                "/here",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/there");
                    exchange.getResponseHeaders().set("Connection", "close");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.createContext(
                "/there",
                exchange -> {
                    byte[] body = ("at " + exchange.getRequestURI()).getBytes();
                    exchange.getResponseHeaders().set("Connection", "close");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private List<HttpResponse<String>> requestAll() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://server:8080/here")).build();
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient client =
                        HttpClient.newBuilder()
                                .followRedirects(HttpClient.Redirect.ALWAYS)
                                .version(HttpClient.Version.HTTP_1_1)
                                .executor(virtual)
                                .build()) {
            List<CompletableFuture<HttpResponse<String>>> pending = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                pending.add(client.sendAsync(request, BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> each : pending) {
                answers.add(each.get(20, TimeUnit.SECONDS));
            }
            machines.nothingInTheKernel();
        }
        return answers;
    }
}
