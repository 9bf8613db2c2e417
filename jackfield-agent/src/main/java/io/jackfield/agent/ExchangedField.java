package io.jackfield.agent;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * What is read from a static field goes through a hook, which gives it back or something else of
 * its type.
 *
 * @param field the field's name
 * @param hooks the class of the hook
 * @param hook its name; it takes and gives an Object
 * @param forReader whether it takes the object too that reads the field
 */
record ExchangedField(String field, Class<?> hooks, String hook, boolean forReader)
        implements Edit {
    private static final MethodTypeDesc TYPE =
            MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);
    private static final MethodTypeDesc TYPE_FOR_READER =
            TYPE.insertParameterTypes(1, ConstantDescs.CD_Object);

    @Override
    public int places(CodeModel code) {
        return (int) code.elementStream().filter(this::isMeant).count();
    }

    private boolean isMeant(CodeElement element) {
        return element instanceof FieldInstruction access
                && access.opcode() == Opcode.GETSTATIC
                && access.name().equalsString(field);
    }

    @Override
    public CodeTransform of(MethodModel method) {
        return (code, element) -> {
            code.with(element);
            if (!(element instanceof FieldInstruction access) || !isMeant(access)) {
                return;
            }
            if (forReader) {
                code.aload(code.receiverSlot());
            }
            code.invokestatic(
                            hooks.describeConstable().orElseThrow(),
                            hook,
                            forReader ? TYPE_FOR_READER : TYPE)
                    .checkcast(access.typeSymbol());
        };
    }

    @Override
    public String toString() {
        return "reads of " + field + ": " + hooks.getSimpleName() + "." + hook;
    }
}
