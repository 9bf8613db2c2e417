package io.jackfield.agent;

import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;

/** A change of a method's code. Its {@code toString} says what it looks for. */
public interface Edit {
    /** In how many places the code has what this looks for; none means another shape. */
    int places(CodeModel code);

    /** Makes the change. */
    CodeTransform of(MethodModel method);
}
