package example.proxy;

import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Server;

/** Jetty as a reverse proxy: what comes to port 8080 goes to a back end. */
public final class Proxy {
    private Proxy() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server(8080);
        String backend = arguments[0];
        server.setHandler(
                new ProxyHandler.Reverse("http://[^/]+(/.*)", "http://" + backend + "$1"));
        server.start();
        server.join();
    }
}
