package io.jackfield.agent.time;

import io.jackfield.agent.Edit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ConstantDesc;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Puts calls of a hook at, or instead of, certain instructions. */
record AtCode(
        String shape,
        Predicate<? super CodeElement> wanted,
        BiConsumer<CodeBuilder, CodeElement> write)
        implements Edit {

    /** Instead of a method another is called, with the same things on the stack. */
    static AtCode insteadOfCall(String owner, String method, Hook hook) {
        return new AtCode(
                owner + "." + method + " is " + hook,
                calls(owner, method),
                (code, element) -> hook.call(code));
    }

    /** A hook gets what the method answered and the object whose code this is, and answers. */
    static AtCode answerOfCall(String owner, String method, Hook hook) {
        return new AtCode(
                "the answer of " + owner + "." + method + " goes through " + hook,
                calls(owner, method),
                (code, element) -> hook.call(code.with(element).aload(0)));
    }

    /** The last argument of a call goes through a hook. */
    static AtCode lastArgumentOfCall(String owner, String method, Hook hook) {
        return new AtCode(
                "the last argument of " + owner + "." + method + " goes through " + hook,
                calls(owner, method),
                (code, element) -> {
                    hook.call(code);
                    code.with(element);
                });
    }

    /** Instead of reading a field of an object a hook is called with the object. */
    static AtCode insteadOfField(String field, Hook hook) {
        return new AtCode(
                field + " is " + hook,
                reads(Opcode.GETFIELD, field),
                (code, element) -> hook.call(code));
    }

    /** What a static field holds goes through a hook. */
    static AtCode valueOfStatic(String field, Hook hook) {
        return new AtCode(
                field + " goes through " + hook,
                reads(Opcode.GETSTATIC, field),
                (code, element) -> hook.call(code.with(element)));
    }

    /** Instead of reading a static field a constant is taken. */
    static AtCode constant(String field, ConstantDesc value) {
        return new AtCode(
                field + " is " + value,
                reads(Opcode.GETSTATIC, field),
                (code, element) -> code.loadConstant(value));
    }

    /** The hook is told of the object whose method or constructor returns. */
    static AtCode toldAtReturn(Hook hook) {
        return new AtCode(
                "told at return: " + hook,
                ReturnInstruction.class::isInstance,
                (code, element) -> {
                    hook.call(code.aload(0));
                    code.with(element);
                });
    }

    private static Predicate<CodeElement> calls(String owner, String method) {
        return element ->
                element instanceof InvokeInstruction call
                        && call.name().equalsString(method)
                        && call.owner().name().equalsString(owner);
    }

    private static Predicate<CodeElement> reads(Opcode opcode, String field) {
        return element ->
                element instanceof FieldInstruction read
                        && read.opcode() == opcode
                        && read.name().equalsString(field);
    }

    @Override
    public int places(CodeModel code) {
        return (int) code.elementStream().filter(wanted).count();
    }

    @Override
    public CodeTransform of(MethodModel method) {
        return (code, element) -> {
            if (wanted.test(element)) {
                write.accept(code, element);
            } else {
                code.with(element);
            }
        };
    }

    @Override
    public String toString() {
        return shape;
    }
}
