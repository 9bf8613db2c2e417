package io.jackfield.agent;

import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * A hook is told of the object whenever a method of it, or a constructor, returns.
 *
 * @param hooks the class of the hook
 * @param hook its name
 * @param type the type of its parameter, which the object is of
 */
record TellAtReturn(Class<?> hooks, String hook, ClassDesc type) implements Edit {
    @Override
    public int places(CodeModel code) {
        return (int) code.elementStream().filter(ReturnInstruction.class::isInstance).count();
    }

    @Override
    public CodeTransform of(MethodModel method) {
        MethodTypeDesc told = MethodTypeDesc.of(ConstantDescs.CD_void, type);
        return (code, element) -> {
            if (element instanceof ReturnInstruction) {
                code.aload(code.receiverSlot())
                        .invokestatic(hooks.describeConstable().orElseThrow(), hook, told);
            }
            code.with(element);
        };
    }

    @Override
    public String toString() {
        return "told at return: " + hooks.getSimpleName() + "." + hook;
    }
}
