package io.jackfield.agent.time;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Redirects calls of clocks and of {@code Thread.currentThread} wherever they stand, also as method
 * references, in every class that the JVM loads but a few.
 */
final class CallSites implements ClassFileTransformer {
    private final ClassFile classFile =
            ClassFile.of(
                    ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(
                                            ClassLoader.getSystemClassLoader())
                                    .orElse(ClassHierarchyResolver.defaultResolver())));

    private final List<Site> sites = Site.all();
    private final Set<String> left = ConcurrentHashMap.newKeySet();

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] octets) {
        if (name == null || Scope.isLeftAlone(name)) {
            return null;
        }
        try {
            ClassModel model = classFile.parse(octets);
            List<Site> here = sitesIn(model, name);
            if (here.isEmpty()) {
                return null;
            }
            return of(loader).transformClass(model, transform(here));
        } catch (RuntimeException | LinkageError e) { // the JVM would swallow it
            leave(name, e);
            return null;
        }
    }

    /** A class whose clocks and threads stay the machine's is named, once. */
    private void leave(String name, Throwable why) {
        if (left.add(name)) {
            System.err.println(
                    "jackfield-agent: "
                            + name.replace('/', '.')
                            + " cannot be changed and keeps the machine's clock and threads: "
                            + why);
        }
    }

    /** Reads the hierarchy from where the class comes from: the default would load classes. */
    private ClassFile of(@Nullable ClassLoader loader) {
        return loader == null
                ? classFile
                : ClassFile.of(
                        ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(loader)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    private List<Site> sitesIn(ClassModel model, String name) {
        List<Site> found = new ArrayList<>();
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof MemberRefEntry member) {
                for (Site site : sites) {
                    if (site.isOf(member) && site.scope().includes(name)) {
                        found.add(site);
                    }
                }
            }
        }
        return found;
    }

    private static ClassTransform transform(List<Site> here) {
        return ClassTransform.transformingMethodBodies(
                (code, element) -> redirect(code, element, here));
    }

    private static void redirect(CodeBuilder code, CodeElement element, List<Site> here) {
        switch (element) {
            case InvokeInstruction call -> {
                for (Site site : here) {
                    if (site.isOf(call.method())) {
                        site.hook().call(code);
                        return;
                    }
                }
                code.with(call);
            }
            case InvokeDynamicInstruction call -> redirect(code, call, here);
            case ConstantInstruction.LoadConstantInstruction load -> {
                ConstantDesc value = load.constantValue();
                ConstantDesc other = redirected(value, here);
                if (other == value) {
                    code.with(load);
                } else {
                    code.loadConstant(other);
                }
            }
            default -> code.with(element);
        }
    }

    private static void redirect(CodeBuilder code, InvokeDynamicInstruction call, List<Site> here) {
        List<ConstantDesc> arguments = call.bootstrapArgs();
        List<ConstantDesc> others = new ArrayList<>();
        for (ConstantDesc argument : arguments) {
            others.add(redirected(argument, here));
        }
        if (others.equals(arguments)) {
            code.with(call);
            return;
        }
        code.invokedynamic(
                DynamicCallSiteDesc.of(
                        call.bootstrapMethod(),
                        call.name().stringValue(),
                        call.typeSymbol(),
                        others.toArray(ConstantDesc[]::new)));
    }

    private static ConstantDesc redirected(ConstantDesc constant, List<Site> here) {
        if (constant instanceof DirectMethodHandleDesc handle
                && handle.kind() == DirectMethodHandleDesc.Kind.STATIC) {
            for (Site site : here) {
                if (site.isOf(handle)) {
                    ClassDesc owner = site.hook().owner().describeConstable().orElseThrow();
                    return MethodHandleDesc.ofMethod(
                            DirectMethodHandleDesc.Kind.STATIC,
                            owner,
                            site.hook().name(),
                            MethodTypeDesc.ofDescriptor(site.hook().descriptor()));
                }
            }
        }
        return constant;
    }
}
