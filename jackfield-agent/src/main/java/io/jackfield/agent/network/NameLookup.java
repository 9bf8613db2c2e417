package io.jackfield.agent.network;

import io.jackfield.agent.OpenedJdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The lookup of InetAddress below the memory that it keeps for all hosts alike. */
final class NameLookup {
    private final MethodHandle lookup;

    NameLookup(OpenedJdk jdk) {
        try {
            lookup =
                    jdk.inside(InetAddress.class)
                            .findStatic(
                                    InetAddress.class,
                                    "getAddressesFromNameService",
                                    MethodType.methodType(InetAddress[].class, String.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    InetAddress[] ask(String name) throws UnknownHostException {
        try {
            return (InetAddress[]) lookup.invokeExact(name);
        } catch (UnknownHostException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
