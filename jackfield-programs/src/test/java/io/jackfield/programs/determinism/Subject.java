package io.jackfield.programs.determinism;

/** What is run again and again. */
enum Subject {
    THREADS("virtual threads, sockets, queues, locks") {
        @Override
        void prepare(Stage stage) {
            stage.twoHosts(VirtualThreads::serve, VirtualThreads::ask);
        }
    },
    HTTP("the JDK's HttpServer and HttpClient") {
        @Override
        void prepare(Stage stage) {
            stage.twoHosts(JdkHttp::serve, JdkHttp::ask);
        }
    },
    NETTY("Netty's NIO loops") {
        @Override
        void prepare(Stage stage) {
            stage.twoHosts(NettyNio::serve, NettyNio::ask);
        }
    },
    DATABASE("Jetty, HikariCP and H2") {
        @Override
        int runs(int ofQuick) {
            return Math.max(2, ofQuick / SLOWER);
        }

        @Override
        void prepare(Stage stage) {
            OwnPrograms.database(stage);
        }
    },
    GROUP("three JGroups members, one cut off") {
        @Override
        int runs(int ofQuick) {
            return Math.max(2, ofQuick / SLOWER);
        }

        @Override
        int runsOfJvm() {
            return FEW;
        }

        @Override
        void prepare(Stage stage) {
            OwnPrograms.group(stage);
        }
    };

    private static final int SLOWER = 10;

    /**
     * Where all identity hashes are equal, the JDK's table of method types is searched one by one,
     * and each run adds those of its own classes.
     */
    private static final int FEW = 10;

    private final String what;

    Subject(String what) {
        this.what = what;
    }

    /** In words. */
    String what() {
        return what;
    }

    /** How often it is run with each seed, where the quick ones are so often. */
    int runs(int ofQuick) {
        return ofQuick;
    }

    /** How many of these at most in one JVM. */
    int runsOfJvm() {
        return Integer.MAX_VALUE;
    }

    /** Puts hosts and programs on the stage. */
    abstract void prepare(Stage stage);
}
