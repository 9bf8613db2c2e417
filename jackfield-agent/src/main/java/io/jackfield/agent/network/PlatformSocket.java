package io.jackfield.agent.network;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import io.jackfield.agent.OpenedJdk;
import io.jackfield.jdk.AgentDoors;
import io.jackfield.jdk.channel.Descriptor;
import io.jackfield.jdk.classic.ClassicSocket;
import io.jackfield.jdk.classic.DescriptorMaker;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.net.SocketImpl;

/**
 * A {@link ClassicSocket} that java.net takes for the platform's own: it bears the mark {@code
 * sun.net.PlatformSocketImpl}. That is not exported, so the class is made when the agent has opened
 * its package.
 */
final class PlatformSocket implements AgentDoors.PlatformSockets {
    private static final ClassDesc SUPER = ClassDesc.of(ClassicSocket.class.getName());
    private static final ClassDesc NAME =
            ClassDesc.of(ClassicSocket.class.getPackageName(), "PlatformSocket");
    private static final ClassDesc MARK = ClassDesc.of("sun.net.PlatformSocketImpl");
    private static final MethodTypeDesc NEW =
            MethodTypeDesc.of(CD_void, ClassDesc.of(DescriptorMaker.class.getName()), CD_boolean);

    private final MethodHandle constructor;
    private final MethodHandle kernels;

    PlatformSocket(OpenedJdk jdk) {
        jdk.open("sun.net");
        jdk.open("sun.nio.ch");
        try {
            kernels =
                    MethodHandles.lookup()
                            .findConstructor(
                                    Class.forName("sun.nio.ch.NioSocketImpl", false, null),
                                    MethodType.methodType(void.class, boolean.class))
                            .asType(MethodType.methodType(SocketImpl.class, boolean.class));

            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(ClassicSocket.class, MethodHandles.lookup());
            Class<?> made = lookup.defineClass(octets());
            constructor =
                    lookup.findConstructor(
                                    made,
                                    MethodType.methodType(
                                            void.class, DescriptorMaker.class, boolean.class))
                            .asType(
                                    MethodType.methodType(
                                            SocketImpl.class,
                                            DescriptorMaker.class,
                                            boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets() {
        return ClassFile.of()
                .build(
                        NAME,
                        type ->
                                type.withSuperclass(SUPER)
                                        .withInterfaceSymbols(MARK)
                                        .withFlags(AccessFlag.FINAL, AccessFlag.SUPER)
                                        .withMethodBody(
                                                INIT_NAME,
                                                NEW,
                                                0,
                                                code ->
                                                        code.aload(0)
                                                                .aload(1)
                                                                .iload(2)
                                                                .invokespecial(
                                                                        SUPER, INIT_NAME, NEW)
                                                                .return_()));
    }

    @Override
    public SocketImpl make(DescriptorMaker descriptors, boolean server) {
        try {
            return (SocketImpl) constructor.invokeExact(descriptors, server);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a listener accepts into: a socket of its own sort. */
    SocketImpl accepting(SocketImpl listener) {
        return listener instanceof ClassicSocket
                ? make(PlatformSocket::neverCreated, false)
                : kernelsOwn();
    }

    private static Descriptor neverCreated(boolean server) {
        throw new IllegalStateException("an accepted socket has its descriptor from its listener");
    }

    private SocketImpl kernelsOwn() {
        try {
            return (SocketImpl) kernels.invokeExact(false);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
