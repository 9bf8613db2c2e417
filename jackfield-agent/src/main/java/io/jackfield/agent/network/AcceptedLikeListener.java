package io.jackfield.agent.network;

import io.jackfield.agent.Edit;
import io.jackfield.hooks.NetworkHooks;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * A ServerSocket accepts into a SocketImpl of its own sort, whatever thread asks: it is made for
 * the listener and not for the thread.
 */
record AcceptedLikeListener() implements Edit {
    private static final ClassDesc LISTENER = ClassDesc.of("java.net.ServerSocket");
    private static final ClassDesc SOCKET = ClassDesc.of("java.net.SocketImpl");
    private static final ClassDesc HOOKS = ClassDesc.of(NetworkHooks.class.getName());

    @Override
    public int places(CodeModel code) {
        return (int) code.elementStream().filter(AcceptedLikeListener::makes).count();
    }

    private static boolean makes(CodeElement element) {
        return element instanceof InvokeInstruction call
                && call.name().equalsString("createPlatformSocketImpl");
    }

    @Override
    public CodeTransform of(MethodModel method) {
        return (code, element) -> {
            if (!makes(element)) {
                code.with(element);
                return;
            }
            Label made = code.newLabel();
            code.pop() // that it is no listener
                    .aload(0)
                    .getfield(LISTENER, "impl", SOCKET)
                    .invokestatic(HOOKS, "platformImplAccept", MethodTypeDesc.of(SOCKET, SOCKET))
                    .dup()
                    .ifnonnull(made)
                    .pop()
                    .iconst_0()
                    .with(element)
                    .labelBinding(made);
        };
    }

    @Override
    public String toString() {
        return "what is accepted into";
    }
}
