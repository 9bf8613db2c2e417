package io.jackfield.agent.program;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

/** A JDBC driver that gets nowhere, and a program that asks for it. */
public final class Nowhere implements Driver {
    private static final String URL = "jdbc:nowhere:";

    static {
        try {
            DriverManager.registerDriver(new Nowhere());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public static void main(String[] arguments) throws SQLException {
        boolean isOwn = DriverManager.getDriver(URL) instanceof Nowhere;
        System.out.println(isOwn + " " + DriverManager.drivers().count());
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        throw new SQLException(url);
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.equals(URL);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
