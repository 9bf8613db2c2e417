package io.jackfield.agent.program;

import io.jackfield.agent.Edits;
import io.jackfield.agent.Rewrite;
import io.jackfield.hooks.StaticHooks;

import java.util.ArrayList;
import java.util.List;

/** Static fields of the JDK of which each program has its own. */
final class StaticRewrites {
    private static final String STRING = "Ljava/lang/String;";
    private static final String URL = "java.net.URL";

    private final List<Rewrite> rewrites = new ArrayList<>();

    private StaticRewrites() {}

    static List<Rewrite> all() {
        StaticRewrites all = new StaticRewrites();
        all.properties();
        all.defaultOf("java.net.CookieHandler", "cookieHandler", "cookieHandler");
        all.defaultOf("java.net.ProxySelector", "theProxySelector", "proxySelector");
        all.defaultOf("java.net.Authenticator", "theAuthenticator", "authenticator");
        all.requests();
        all.urls();
        return List.copyOf(all.rewrites);
    }

    private void properties() {
        String system = "java.lang.System";
        String props = "props";
        String own = "properties";
        read(system, "getProperties", "()Ljava/util/Properties;", props, own);
        read(system, "getProperty", "(" + STRING + ")" + STRING, props, own);
        read(system, "getProperty", "(" + STRING + STRING + ")" + STRING, props, own);
        read(system, "setProperty", "(" + STRING + STRING + ")" + STRING, props, own);
        read(system, "clearProperty", "(" + STRING + ")" + STRING, props, own);
        set(system, "setProperties", "Ljava/util/Properties;");
    }

    private void defaultOf(String type, String field, String hook) {
        String descriptor = "L" + type.replace('.', '/') + ";";
        read(type, "getDefault", "()" + descriptor, field, hook);
        set(type, "setDefault", descriptor);
    }

    /** Who asks for a password does not go through getDefault. */
    private void requests() {
        String usual = "Ljava/net/InetAddress;I" + STRING + STRING + STRING;
        String ofUrl = "Ljava/net/URL;Ljava/net/Authenticator$RequestorType;";
        for (String parameters :
                List.of(
                        usual,
                        STRING + usual,
                        STRING + usual + ofUrl,
                        "Ljava/net/Authenticator;" + STRING + usual + ofUrl)) {
            read(
                    "java.net.Authenticator",
                    "requestPasswordAuthentication",
                    "(" + parameters + ")Ljava/net/PasswordAuthentication;",
                    "theAuthenticator",
                    "authenticator");
        }
    }

    private void urls() {
        String found = "(" + STRING + ")Ljava/net/URLStreamHandler;";
        read(URL, "getURLStreamHandler", found, "factory", "urlHandlerFactory");
        read(URL, "getURLStreamHandler", found, "handlers", "urlHandlers");
        set(URL, "setURLStreamHandlerFactory", "Ljava/net/URLStreamHandlerFactory;");
    }

    private void read(String type, String method, String descriptor, String field, String hook) {
        rewrites.add(
                new Rewrite(
                        type,
                        method,
                        descriptor,
                        Edits.exchangeField(field, StaticHooks.class, hook)));
    }

    private void set(String type, String method, String parameter) {
        rewrites.add(
                new Rewrite(
                        type,
                        method,
                        "(" + parameter + ")V",
                        Edits.answerFirst(StaticHooks.class, method)));
    }
}
