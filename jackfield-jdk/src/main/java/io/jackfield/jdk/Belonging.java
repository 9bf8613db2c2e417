package io.jackfield.jdk;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Where the calling thread belongs. What was said for it counts first, then who made it (with the
 * agent), then what it has inherited, then its group. A thread of which nothing is known belongs
 * where the nearest class on its stack does; a thread from outside belongs to the real machine.
 */
final class Belonging {
    /** Who was named, and whether for this thread or for one it has inherited from. */
    record Said(Jvm jvm, boolean here) {}

    private static final InheritableThreadLocal<@Nullable Said> SAID =
            new InheritableThreadLocal<>() {
                @Override
                protected @Nullable Said childValue(@Nullable Said parents) {
                    return parents == null ? null : new Said(parents.jvm, false);
                }
            };

    /** Null without the agent. */
    private static volatile @Nullable ThreadOwners owners;

    /** A Jvm knows its program's class loader, and is kept by its world as long as that is open. */
    private static final Map<ClassLoader, WeakReference<Jvm>> CLASSES =
            Collections.synchronizedMap(new WeakHashMap<>());

    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Belonging() {}

    /** From now on the calling thread belongs here; answers what was said before. */
    static @Nullable Said say(Jvm jvm) {
        Said before = SAID.get();
        SAID.set(new Said(jvm, true));
        return before;
    }

    static void say(@Nullable Said before) {
        SAID.set(before);
    }

    static void ofClasses(ClassLoader loader, Jvm jvm) {
        CLASSES.put(loader, new WeakReference<>(jvm));
    }

    /** The classes of a machine that was closed are nobody's. */
    static void forget(Jvm jvm) {
        CLASSES.values().removeIf(each -> each.refersTo(jvm));
    }

    /** The agent will tell of every thread that is made. */
    static void keepAccount() {
        if (owners == null) {
            owners = new ThreadOwners();
        }
    }

    /** The calling thread has made another. */
    static void created(Thread thread) {
        ThreadOwners account = owners;
        if (account == null || !Jvm.isAnyMade()) {
            return;
        }
        Thread creator = Thread.currentThread();
        ThreadOwners.Owner owner = known(account, creator);
        if (owner != null) {
            account.put(thread, new ThreadOwners.Owner(owner.jvm(), creator.getName()));
        }
    }

    static @Nullable Jvm current() {
        if (!Jvm.isAnyMade()) {
            return null;
        }
        ThreadOwners.Owner owner = known(owners, Thread.currentThread());
        if (owner == null) {
            return null;
        }
        Jvm jvm = owner.jvm();
        return jvm == null ? byStack(owner.creator()) : jvm;
    }

    /** As {@link #current}, but null where that refuses. */
    static @Nullable Jvm nearest() {
        ThreadOwners.Owner owner = Jvm.isAnyMade() ? known(owners, Thread.currentThread()) : null;
        if (owner == null) {
            return null;
        }
        Jvm jvm = owner.jvm();
        return jvm == null ? nearestOnStack().orElse(null) : jvm;
    }

    /** Null for a thread from outside. */
    private static ThreadOwners.@Nullable Owner known(
            @Nullable ThreadOwners account, Thread thread) {
        Said said = SAID.get();
        if (said != null && said.here) {
            return new ThreadOwners.Owner(said.jvm, "");
        }
        ThreadOwners.Owner owner = account == null ? null : account.of(thread);
        if (owner != null) {
            return owner;
        }
        Jvm inherited = said == null ? ofGroup(thread) : said.jvm;
        return inherited == null ? null : new ThreadOwners.Owner(inherited, "");
    }

    private static @Nullable Jvm ofGroup(Thread thread) {
        for (ThreadGroup g = thread.getThreadGroup(); g != null; g = g.getParent()) {
            if (g instanceof Jvm.Group ours) {
                return ours.jvm();
            }
        }
        return null;
    }

    /** Links what else would be linked when it is needed first. */
    static void link() {
        var unused = nearestOnStack();
    }

    private static Optional<Jvm> nearestOnStack() {
        return STACK.walk(
                frames ->
                        frames.map(frame -> frame.getDeclaringClass().getClassLoader())
                                .map(Belonging::ofLoader)
                                .flatMap(Optional::stream)
                                .findFirst());
    }

    private static Optional<Jvm> ofLoader(@Nullable ClassLoader loader) {
        return Optional.ofNullable(CLASSES.get(loader)).map(WeakReference::get);
    }

    private static @Nullable Jvm byStack(String creator) {
        Optional<Jvm> nearest = nearestOnStack();
        if (nearest.isPresent() || !Jvm.isAnyOpen()) {
            return nearest.orElse(null);
        }
        throw new IllegalStateException(
                "which host thread \"%s\" works for is not known: it was made by \"%s\" and works for"
                                .formatted(Thread.currentThread().getName(), creator)
                        + " whoever comes. Say which: run the task inside jvm.run(…), give its"
                        + " executor jvm.threads(), or give its library jvm.provider().");
    }
}
