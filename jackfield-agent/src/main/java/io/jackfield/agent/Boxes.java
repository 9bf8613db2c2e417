package io.jackfield.agent;

import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * The wrappers in which hooks answer for methods of a primitive type. For a method of none the
 * answer is that all is done.
 */
final class Boxes {
    private Boxes() {}

    static ClassDesc of(ClassDesc primitive) {
        return switch (primitive.descriptorString()) {
            case "Z", "V" -> CD_Boolean;
            case "I" -> CD_Integer;
            default -> throw new IllegalArgumentException("no hook answers " + primitive);
        };
    }

    static void open(CodeBuilder code, ClassDesc primitive) {
        if (primitive.equals(CD_void)) {
            code.pop();
            return;
        }
        code.invokevirtual(
                of(primitive), primitive.displayName() + "Value", MethodTypeDesc.of(primitive));
    }
}
