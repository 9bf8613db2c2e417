package io.jackfield.agent;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;

/**
 * A hook is asked before the method begins, with all it was given; what the hook answers the method
 * answers, and null lets the method go on.
 *
 * @param hooks the class of the hook
 * @param hook its name
 */
record AnswerFirst(Class<?> hooks, String hook) implements Edit {
    @Override
    public int places(CodeModel code) {
        return 1;
    }

    @Override
    public CodeTransform of(MethodModel method) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                ask(code, method);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
    }

    private void ask(CodeBuilder code, MethodModel method) {
        MethodTypeDesc type = method.methodTypeSymbol();
        MethodTypeDesc asked = type;
        if (!method.flags().has(AccessFlag.STATIC)) {
            ClassModel owner = method.parent().orElseThrow();
            code.aload(code.receiverSlot());
            asked = asked.insertParameterTypes(0, owner.thisClass().asSymbol());
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
        }
        ClassDesc answer = type.returnType();
        ClassDesc nullable = answer.isPrimitive() ? Boxes.of(answer) : answer;
        code.invokestatic(
                hooks.describeConstable().orElseThrow(), hook, asked.changeReturnType(nullable));
        Label goOn = code.newLabel();
        code.dup().ifnull(goOn);
        if (answer.isPrimitive()) {
            Boxes.open(code, answer);
        }
        code.return_(TypeKind.from(answer));
        code.labelBinding(goOn).pop();
    }

    @Override
    public String toString() {
        return "asked first: " + hooks.getSimpleName() + "." + hook;
    }
}
