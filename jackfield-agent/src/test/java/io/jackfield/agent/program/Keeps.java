package io.jackfield.agent.program;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.logging.Logger;

import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Sets, if it is told to, what the JDK keeps once for all, and tells what it finds. */
public final class Keeps {
    private Keeps() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("set")) {
            set();
        }
        tell();
    }

    private static void set() throws Exception {
        System.setProperty("keeps.set", "yes");
        System.clearProperty("keeps.shared");
        CookieHandler.setDefault(new CookieManager());
        ProxySelector.setDefault(new Direct());
        Authenticator.setDefault(new Knows());
        URL.setURLStreamHandlerFactory(null);
        URL.setURLStreamHandlerFactory(protocol -> protocol.equals("keeps") ? new Nothing() : null);
        DriverManager.registerDriver(new OwnDriver());
        SSLContext named = SSLContext.getInstance("TLSv1.3");
        named.init(null, null, null);
        SSLContext.setDefault(named);
        HttpsURLConnection.setDefaultSSLSocketFactory(new NoSockets());
        Locale.setDefault(Locale.ITALY);
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        HttpURLConnection.setFollowRedirects(false);
        server().registerMBean(new Bean(), name());
    }

    static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    static ObjectName name() throws Exception {
        return new ObjectName("keeps:type=Bean");
    }

    private static void tell() throws Exception {
        System.out.println("given " + System.getProperty("keeps.given"));
        System.out.println("set " + System.getProperties().getProperty("keeps.set"));
        System.out.println("shared " + System.getProperty("keeps.shared", "gone"));
        System.out.println("cookies " + (CookieHandler.getDefault() != null));
        System.out.println("proxies " + (ProxySelector.getDefault() instanceof Direct));
        System.out.println("password " + password());
        System.out.println("urls " + knowsUrls());
        System.out.println("driver " + hasDriver());
        System.out.println("tls " + SSLContext.getDefault().getProtocol());
        System.out.println(
                "https " + (HttpsURLConnection.getDefaultSSLSocketFactory() instanceof NoSockets));
        System.out.println("locale " + Locale.getDefault());
        System.out.println("zone " + TimeZone.getDefault().getID());
        System.out.println("redirects " + HttpURLConnection.getFollowRedirects());
        System.out.println("bean " + server().isRegistered(name()));
    }

    private static String password() {
        PasswordAuthentication known =
                Authenticator.requestPasswordAuthentication(
                        InetAddress.getLoopbackAddress(), 80, "http", "prompt", "basic");
        return known == null ? "none" : known.getUserName();
    }

    private static boolean knowsUrls() {
        try {
            return URI.create("keeps:x").toURL().getProtocol().equals("keeps");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasDriver() {
        try {
            return DriverManager.getDriver("jdbc:keeps:x") instanceof OwnDriver;
        } catch (SQLException e) {
            return false;
        }
    }

    private static final class Direct extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }

    private static final class Knows extends Authenticator {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("user", new char[0]);
        }
    }

    private static final class NoSockets extends SSLSocketFactory {
        @Override
        public String[] getDefaultCipherSuites() {
            return new String[0];
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return new String[0];
        }

        @Override
        public Socket createSocket(Socket under, String host, int port, boolean closes)
                throws IOException {
            throw new IOException("none");
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("none");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw new IOException("none");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw new IOException("none");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw new IOException("none");
        }
    }

    private static final class Nothing extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("nothing");
        }
    }

    /** What a bean has to have. */
    public interface BeanMBean {}

    /** A bean. */
    public static final class Bean implements BeanMBean {}

    private static final class OwnDriver implements Driver {
        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            throw new SQLException("nowhere");
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:keeps:");
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
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
