package io.jackfield.agent.time;

import io.jackfield.agent.Edit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.util.function.Consumer;

/** Calls a hook before the method begins. */
record AtStart(String shape, Consumer<CodeBuilder> write) implements Edit {
    /** A parameter, by its slot, goes through a hook. */
    static AtStart parameter(int slot, Hook hook) {
        return new AtStart(
                "parameter in slot " + slot + " goes through " + hook,
                code -> {
                    hook.call(code.aload(slot));
                    code.astore(slot);
                });
    }

    /** The hook is told of the object whose method begins. */
    static AtStart told(Hook hook) {
        return new AtStart("told at start: " + hook, code -> hook.call(code.aload(0)));
    }

    @Override
    public int places(CodeModel code) {
        return 1;
    }

    @Override
    public CodeTransform of(MethodModel method) {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                write.accept(code);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
    }

    @Override
    public String toString() {
        return shape;
    }
}
