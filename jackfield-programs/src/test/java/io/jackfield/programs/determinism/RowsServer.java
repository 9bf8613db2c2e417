package io.jackfield.programs.determinism;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/** The rows of a table over HTTP: Jetty in front, HikariCP behind. */
final class RowsServer extends Handler.Abstract {
    static final int ROWS = 12;
    static final int PORT = 8080;

    private final DataSource pool;

    private RowsServer(DataSource pool) {
        this.pool = pool;
    }

    /** The URL of a database without that table. */
    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(2);
        config.setInitializationFailTimeout(60_000); // the database may come later
        HikariDataSource pool = new HikariDataSource(config);
        fill(pool);
        Server server = new Server(PORT);
        server.setHandler(new RowsServer(pool));
        server.start();
        System.out.println("serves " + ROWS + " rows");
    }

    private static void fill(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE part(id INT PRIMARY KEY, name VARCHAR(400))");
            for (int id = 0; id < ROWS; id++) {
                String name = ("part " + id + " ").repeat(10 + id);
                statement.execute("INSERT INTO part VALUES(" + id + ", '" + name + "')");
            }
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws SQLException {
        int id = Integer.parseInt(request.getHttpURI().getQuery());
        try (Connection connection = pool.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT name FROM part WHERE id = ?")) {
            query.setInt(1, id);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                Content.Sink.write(response, true, found.getString(1), callback);
            }
        }
        return true;
    }
}
