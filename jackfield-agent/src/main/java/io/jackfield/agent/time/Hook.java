package io.jackfield.agent.time;

import io.jackfield.hooks.time.ThreadHooks;
import io.jackfield.hooks.time.TimeHooks;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;

/** A static method of the hooks. */
record Hook(Class<?> owner, String name, String descriptor) {
    static Hook time(String name, String descriptor) {
        return new Hook(TimeHooks.class, name, descriptor);
    }

    static Hook thread(String name, String descriptor) {
        return new Hook(ThreadHooks.class, name, descriptor);
    }

    void call(CodeBuilder code) {
        code.invokestatic(
                owner.describeConstable().orElseThrow(),
                name,
                MethodTypeDesc.ofDescriptor(descriptor));
    }

    @Override
    public String toString() {
        return owner.getSimpleName() + "." + name;
    }
}
