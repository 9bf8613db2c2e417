package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** A class that cannot be changed keeps the machine's clock: it is named, once. */
class LeftAloneTest {
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");

    private static final MethodTypeDesc VOID = MethodTypeDesc.ofDescriptor("()V");

    /* Types that exist at run time only: nobody can read their files. */
    private static final ClassDesc ROUND = ClassDesc.of("generated.Round");
    private static final ClassDesc SQUARE = ClassDesc.of("generated.Square");

    /** {@code return (flag ? new Round() : new Square()).hashCode() + System.nanoTime();} */
    private static byte[] clock() {
        ClassHierarchyResolver resolver =
                type ->
                        type.equals(ROUND) || type.equals(SQUARE)
                                ? ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object)
                                : ClassHierarchyResolver.defaultResolver().getClassInfo(type);
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver))
                .build(
                        ClassDesc.of("generated.Clock"),
                        type ->
                                type.withMethodBody(
                                        "now",
                                        MethodTypeDesc.ofDescriptor("(Z)J"),
                                        ClassFile.ACC_STATIC,
                                        LeftAloneTest::now));
    }

    private static void now(CodeBuilder code) {
        code.iload(0)
                .ifThenElse(
                        then -> then.new_(ROUND).dup().invokespecial(ROUND, "<init>", VOID),
                        or -> or.new_(SQUARE).dup().invokespecial(SQUARE, "<init>", VOID))
                .invokevirtual(
                        ConstantDescs.CD_Object, "hashCode", MethodTypeDesc.ofDescriptor("()I"))
                .i2l()
                .invokestatic(SYSTEM, "nanoTime", MethodTypeDesc.ofDescriptor("()J"))
                .ladd()
                .lreturn();
    }

    /** Loads it twice. */
    static final class Main extends ClassLoader {
        private Class<?> define(byte[] octets) {
            return defineClass("generated.Clock", octets, 0, octets.length);
        }

        public static void main(String[] arguments) throws Exception {
            for (int i = 0; i < 2; i++) {
                Class<?> clock = new Main().define(clock());
                System.out.println(clock.getDeclaredMethods().length);
            }
        }
    }

    @Test
    void itIsNamedOnce() throws Exception {
        ChildRun run = ChildRun.of(Main.class, "NONE", List.of());
        assertThat(run.output())
                .containsOnlyOnce("generated.Clock cannot be changed and keeps the machine's clock")
                .endsWith("1\n1\n");
    }
}
