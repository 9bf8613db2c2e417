package io.jackfield.house;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** One parsed Java file and what the house rules find wrong with it. */
final class JavaSource {

    static final int MAX_FILE_LINES = 400;
    static final int MAX_METHOD_LINES = 60;

    /** A reminder needs this many words to count as explained. */
    private static final int REMINDER_WORDS = 4;

    /** Packages of programs under test, whose sleeping is their own. */
    private static final List<String> PROGRAMS =
            List.of(
                    "example.planted.programs",
                    "example.outages",
                    "io.jackfield.agent.time",
                    "io.jackfield.programs.determinism",
                    "io.jackfield.programs.published");

    private static final Pattern REMINDER = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b(.*)");

    private final String name;
    private final String text;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private JavaSource(
            String name, String text, CompilationUnitTree unit, SourcePositions positions) {
        this.name = name;
        this.text = text;
        this.unit = unit;
        this.positions = positions;
    }

    static JavaSource read(Path file) {
        try {
            return parse(Repository.name(file), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JavaSource parse(String name, String text) {
        var file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public String getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, null, null, null, List.of(file));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            return new JavaSource(name, text, unit, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> longFile() {
        long lines = text.lines().count();
        return lines > MAX_FILE_LINES
                ? List.of("%s has %d lines, at most %d".formatted(name, lines, MAX_FILE_LINES))
                : List.of();
    }

    /** Methods, constructors and initialisers that are too long. */
    List<String> longMethods() {
        List<String> found = new ArrayList<>();
        new TreeScanner<@Nullable Void, String>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, String outer) {
                for (Tree member : tree.getMembers()) {
                    if (member instanceof BlockTree) {
                        measure(member, tree.getSimpleName() + "'s initialiser");
                    }
                }
                return super.visitClass(tree, tree.getSimpleName().toString());
            }

            @Override
            public @Nullable Void visitMethod(MethodTree tree, String owner) {
                measure(tree, owner + "." + tree.getName());
                return super.visitMethod(tree, owner);
            }

            private void measure(Tree tree, String what) {
                LineMap map = unit.getLineMap();
                long first = map.getLineNumber(positions.getStartPosition(unit, tree));
                long lines = map.getLineNumber(positions.getEndPosition(unit, tree)) - first + 1;
                if (lines > MAX_METHOD_LINES) {
                    found.add(
                            "%s:%d %s has %d lines, at most %d"
                                    .formatted(name, first, what, lines, MAX_METHOD_LINES));
                }
            }
        }.scan(unit, "");
        return found;
    }

    /** Whether it is a program under test, or among some. */
    boolean isOfPrograms() {
        return unit.getPackage() != null
                && PROGRAMS.stream().anyMatch(unit.getPackageName().toString()::startsWith);
    }

    /** Calls of a {@code sleep} of {@code Thread} or {@code TimeUnit}. */
    List<String> sleeps() {
        List<String> found = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(
                    MethodInvocationTree tree, @Nullable Void unused) {
                if (tree.getMethodSelect() instanceof MemberSelectTree select
                        && select.getIdentifier().contentEquals("sleep")
                        && select.getExpression()
                                .toString()
                                .matches(".*\\b(Thread|TimeUnit)\\b.*")) {
                    long line =
                            unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
                    found.add("%s:%d sleeps: wait for the event instead".formatted(name, line));
                }
                return super.visitMethodInvocation(tree, unused);
            }
        }.scan(unit, null);
        return found;
    }

    /** Locks that the file takes and never gives back. */
    List<String> keptLocks() {
        Set<String> kept = receivers("lock");
        kept.removeAll(receivers("unlock"));
        return kept.stream().map(lock -> "%s keeps %s".formatted(name, lock)).toList();
    }

    /** What stands before the dot in calls of a method without arguments. */
    private Set<String> receivers(String method) {
        Set<String> receivers = new LinkedHashSet<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(
                    MethodInvocationTree call, @Nullable Void none) {
                if (call.getMethodSelect() instanceof MemberSelectTree select
                        && call.getArguments().isEmpty()
                        && select.getIdentifier().contentEquals(method)) {
                    receivers.add(select.getExpression().toString());
                }
                return super.visitMethodInvocation(call, none);
            }
        }.scan(unit, null);
        return receivers;
    }

    /** Reminders in comments that do not say what is missing and why. */
    List<String> bareReminders() {
        List<String> found = new ArrayList<>();
        for (Comments.Line line : Comments.of(text)) {
            var matcher = REMINDER.matcher(line.text());
            if (matcher.find() && matcher.group(1).strip().split("\\s+").length < REMINDER_WORDS) {
                found.add("%s:%d a reminder without explanation".formatted(name, line.number()));
            }
        }
        return found;
    }
}
