package io.jackfield.agent;

import java.lang.classfile.MethodModel;

/**
 * One method of the JDK and what is changed in it. What it looks for is its shape: a JDK whose
 * method has another one is not known to us.
 *
 * @param type the class's binary name
 * @param method the method's name
 * @param descriptor its descriptor
 * @param edit what is changed
 */
public record Rewrite(String type, String method, String descriptor, Edit edit) {
    boolean isOf(MethodModel candidate) {
        return candidate.methodName().equalsString(method)
                && candidate.methodType().equalsString(descriptor);
    }

    /** The shape, as a message names it. */
    @Override
    public String toString() {
        return type + "." + method + descriptor + " (" + edit + ")";
    }
}
