package io.jackfield.agent;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes rewrites as the JVM offers it the classes, and knows which it has made. A class that lacks
 * the shape of one is left alone as a whole.
 */
final class Rewriter implements ClassFileTransformer {
    /** The hierarchy is read from class files: the default would load classes meanwhile. */
    private final ClassFile classFile =
            ClassFile.of(
                    ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(
                                    ClassLoader.getSystemClassLoader())));

    private final Map<String, List<Rewrite>> byType;
    private final Set<Rewrite> made = new LinkedHashSet<>();
    private @Nullable Throwable failure;

    Rewriter(List<Rewrite> rewrites) {
        byType = new LinkedHashMap<>();
        for (Rewrite each : rewrites) {
            byType.computeIfAbsent(each.type().replace('.', '/'), _ -> new ArrayList<>()).add(each);
        }
    }

    /** The rewrites that found their shape. */
    Set<Rewrite> made() {
        return made;
    }

    /** What went wrong beside shapes; null if nothing did. */
    @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] octets) {
        List<Rewrite> wanted = name == null || !isJdks(loader) ? null : byType.get(name);
        if (wanted == null) {
            return null;
        }
        try {
            ClassModel model = classFile.parse(octets);
            return fits(model, wanted) ? classFile.transformClass(model, of(wanted)) : null;
        } catch (RuntimeException | LinkageError e) { // the JVM would swallow it
            failure = e;
            return null;
        }
    }

    private static boolean isJdks(@Nullable ClassLoader loader) {
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private boolean fits(ClassModel model, List<Rewrite> wanted) {
        int found = 0;
        for (Rewrite each : wanted) {
            for (MethodModel method : model.methods()) {
                if (each.isOf(method)
                        && method.code().map(code -> each.edit().places(code)).orElse(0) > 0) {
                    made.add(each);
                    found++;
                }
            }
        }
        return found == wanted.size();
    }

    private static ClassTransform of(List<Rewrite> wanted) {
        return (type, element) -> {
            if (element instanceof MethodModel method && method.code().isPresent()) {
                type.transformMethod(
                        method,
                        (builder, part) -> {
                            if (part instanceof CodeModel code) {
                                builder.transformCode(code, Rewriter.of(wanted, method));
                            } else {
                                builder.with(part);
                            }
                        });
            } else {
                type.with(element);
            }
        };
    }

    private static CodeTransform of(List<Rewrite> wanted, MethodModel method) {
        CodeTransform all = CodeTransform.ACCEPT_ALL;
        for (Rewrite each : wanted) {
            if (each.isOf(method)) {
                all = all.andThen(each.edit().of(method));
            }
        }
        return all;
    }
}
