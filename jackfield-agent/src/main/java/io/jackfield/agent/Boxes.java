package io.jackfield.agent;

import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Integer;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** The wrappers in which hooks answer for methods of a primitive type. */
final class Boxes {
    private Boxes() {}

    static ClassDesc of(ClassDesc primitive) {
        return switch (primitive.descriptorString()) {
            case "Z" -> CD_Boolean;
            case "I" -> CD_Integer;
            default -> throw new IllegalArgumentException("no hook answers " + primitive);
        };
    }

    static void open(CodeBuilder code, ClassDesc primitive) {
        code.invokevirtual(
                of(primitive), primitive.displayName() + "Value", MethodTypeDesc.of(primitive));
    }
}
