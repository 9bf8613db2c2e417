package io.jackfield.agent.network;

import io.jackfield.agent.OpenedJdk;
import io.jackfield.jdk.AgentPrograms;
import io.jackfield.jdk.Jvm;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.VarHandle;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * What TLS uses on a host where a program names nothing: a default context of its own, and with it
 * sessions of its own. What a program has named is that program's; what a thread of no program has
 * named is for all hosts.
 */
final class OwnContexts {
    private static final String CONTEXT = "SSL_CONTEXT";
    private static final String FACTORY = "SSL_SOCKET_FACTORY";

    private final VarHandle shared;
    private final Map<Jvm, SSLContext> contexts = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Jvm, SSLSocketFactory> factories =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** Whether a program has named the factory of HttpsURLConnection. */
    private volatile boolean isFactoryNamed;

    OwnContexts(OpenedJdk jdk) {
        try {
            shared =
                    jdk.inside(SSLContext.class)
                            .findStaticVarHandle(
                                    SSLContext.class, "defaultContext", SSLContext.class);
            VarHandle factory =
                    jdk.inside(HttpsURLConnection.class)
                            .findStaticVarHandle(
                                    HttpsURLConnection.class,
                                    "defaultSSLSocketFactory",
                                    SSLSocketFactory.class);
            isFactoryNamed = factory.get() != null; // by whom, nobody knows any more
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Null where it is the JDK's business. */
    @Nullable SSLContext context() throws NoSuchAlgorithmException {
        Object own = AgentPrograms.own(CONTEXT, null);
        if (own != null) {
            return (SSLContext) own;
        }
        Jvm jvm = Jvm.current();
        if (jvm == null || isContextNamed()) {
            return null;
        }
        SSLContext known = contexts.get(jvm);
        if (known == null) {
            SSLContext made = SSLContext.getInstance("Default");
            SSLContext first = contexts.putIfAbsent(jvm, made);
            known = first == null ? made : first;
        }
        return known;
    }

    /** What the JDK has made itself has the protocol "Default". */
    private boolean isContextNamed() {
        SSLContext named = (SSLContext) shared.getVolatile();
        return named != null && !named.getProtocol().equals("Default");
    }

    /** Null where it is the JDK's business. */
    @Nullable SSLSocketFactory factory() {
        Object own = AgentPrograms.own(FACTORY, null);
        if (own != null) {
            return (SSLSocketFactory) own;
        }
        Jvm jvm = Jvm.current();
        if (jvm == null || isFactoryNamed) {
            return null;
        }
        SSLSocketFactory known = factories.get(jvm);
        if (known == null) {
            SSLSocketFactory made = (SSLSocketFactory) SSLSocketFactory.getDefault();
            SSLSocketFactory first = factories.putIfAbsent(jvm, made);
            known = first == null ? made : first;
        }
        return known;
    }

    /** A context is named; false if that is the JDK's business. */
    boolean contextNamed(@Nullable SSLContext named) {
        return named != null && AgentPrograms.set(CONTEXT, named);
    }

    /** A factory is named; false if that is the JDK's business. */
    boolean factoryNamed(@Nullable SSLSocketFactory named) {
        if (named == null || AgentPrograms.set(FACTORY, named)) {
            return named != null;
        }
        isFactoryNamed = true;
        return false;
    }
}
