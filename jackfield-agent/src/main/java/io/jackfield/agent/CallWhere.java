package io.jackfield.agent;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Where a condition holds, calls of a static method go to the hook of the same name and type.
 *
 * @param hooks the class of the hook
 * @param condition a method of it, without parameters, that answers a boolean
 * @param callee the method whose calls are meant
 */
record CallWhere(Class<?> hooks, String condition, String callee) implements Edit {
    @Override
    public int places(CodeModel code) {
        return (int) code.elementStream().filter(this::isMeant).count();
    }

    private boolean isMeant(CodeElement element) {
        return element instanceof InvokeInstruction call && call.name().equalsString(callee);
    }

    @Override
    public CodeTransform of(MethodModel method) {
        ClassDesc owner = hooks.describeConstable().orElseThrow();
        return (code, element) -> {
            if (!(element instanceof InvokeInstruction call) || !isMeant(call)) {
                code.with(element);
                return;
            }
            Label elsewhere = code.newLabel();
            Label done = code.newLabel();
            code.invokestatic(owner, condition, MethodTypeDesc.of(ConstantDescs.CD_boolean))
                    .ifeq(elsewhere)
                    .invokestatic(owner, callee, call.typeSymbol())
                    .goto_(done)
                    .labelBinding(elsewhere)
                    .with(call)
                    .labelBinding(done);
        };
    }

    @Override
    public String toString() {
        return "calls of " + callee + ": " + hooks.getSimpleName();
    }
}
