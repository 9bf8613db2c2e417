package io.jackfield.agent.network;

import io.jackfield.agent.OpenedJdk;
import io.jackfield.jdk.Jvm;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What the JDK keeps once for all and every host for itself: the connections that HttpURLConnection
 * keeps alive, and the passwords that it remembers.
 */
final class OwnCaches {
    private static final String KEEP_ALIVE = "sun.net.www.http.KeepAliveCache";

    private final MethodHandle newKeepAliveCache;

    /** By the machine, and by what the JDK keeps for all. */
    private final Map<Jvm, Map<Object, Object>> owned =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** The machine whose connection an object is. */
    private final Map<Object, Jvm> users = Collections.synchronizedMap(new WeakHashMap<>());

    OwnCaches(OpenedJdk jdk) {
        jdk.open("sun.net.www.http");
        try {
            newKeepAliveCache =
                    MethodHandles.lookup()
                            .findConstructor(
                                    Class.forName(KEEP_ALIVE, false, null),
                                    MethodType.methodType(void.class))
                            .asType(MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The thread's machine has made something that will use a cache. */
    void made(Object user) {
        Jvm jvm = Jvm.current();
        if (jvm != null) {
            users.put(user, jvm);
        }
    }

    Object own(Object shared) {
        return of(Jvm.current(), shared);
    }

    /** The cache of who made the user; a thread that cleans up may be anybody's. */
    Object own(Object shared, Object user) {
        return of(users.get(user), shared);
    }

    private Object of(@Nullable Jvm jvm, Object shared) {
        return jvm == null
                ? shared
                : owned.computeIfAbsent(
                                jvm, _ -> Collections.synchronizedMap(new IdentityHashMap<>()))
                        .computeIfAbsent(shared, this::another);
    }

    private Object another(Object shared) {
        if (shared instanceof Map<?, ?> && !shared.getClass().getName().equals(KEEP_ALIVE)) {
            return Collections.synchronizedMap(new WeakHashMap<>());
        }
        try {
            return newKeepAliveCache.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
