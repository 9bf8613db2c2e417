package io.jackfield.programs.published;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

/** Threads that write rows over fewer connections than they are, and a query of all rows. */
final class PooledRows {
    private static final int ROWS = 80;
    private static final int THREADS = 6;
    private static final int CONNECTIONS = 3;

    private final DataSource pool;
    private final long began = System.nanoTime();

    private PooledRows(DataSource pool) {
        this.pool = pool;
    }

    /** The URL of a database without that table. Says when each row was written. */
    public static void main(String[] args) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setInitializationFailTimeout(30_000); // H2 gives up after two lost SYNs
        try (HikariDataSource pool = new HikariDataSource(config)) {
            PooledRows rows = new PooledRows(pool);
            rows.create();
            rows.write();
            System.out.println(rows.summary());
        }
    }

    /** What a query of all rows finds if each is there once. */
    static String expected() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int id = 0; id < ROWS; id++) {
            digest.update(text(id, owner(id), note(id)));
        }
        return said(ROWS, digest);
    }

    private static String owner(int id) {
        return "owner " + id % 17;
    }

    private static String note(int id) {
        return "note %d. ".formatted(id).repeat(id);
    }

    private static byte[] text(int id, String owner, String note) {
        return "%d|%s|%s%n".formatted(id, owner, note).getBytes(StandardCharsets.UTF_8);
    }

    private static String said(int rows, MessageDigest digest) {
        String hex = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        return "%d rows, SHA-256 %s…".formatted(rows, hex);
    }

    private void create() throws Exception {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE account(id INT PRIMARY KEY, owner VARCHAR(40), note CLOB)");
        }
    }

    private void write() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                written.add(threads.submit(() -> write(first)));
            }
            for (Future<?> each : written) {
                each.get();
            }
        }
    }

    private Void write(int first) throws Exception {
        for (int id = first; id < ROWS; id += THREADS) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO account VALUES(?, ?, ?)")) {
                    insert.setInt(1, id);
                    insert.setString(2, owner(id));
                    insert.setString(3, note(id));
                    insert.executeUpdate();
                }
                connection.commit();
            }
            System.out.printf(
                    "%,d µs: %s, row %d%n",
                    (System.nanoTime() - began) / 1_000, Thread.currentThread().getName(), id);
        }
        return null;
    }

    private String summary() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int rows = 0;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM account ORDER BY id")) {
            while (found.next()) {
                digest.update(text(found.getInt(1), found.getString(2), found.getString(3)));
                rows++;
            }
        }
        return said(rows, digest);
    }
}
