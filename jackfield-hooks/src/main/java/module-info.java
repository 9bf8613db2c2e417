/**
 * What rewritten JDK code calls. On the boot class path, where it is at work, it is no module; the
 * name is for those who compile against it.
 */
module io.jackfield.hooks {
    requires static org.jspecify;

    exports io.jackfield.hooks;
    exports io.jackfield.hooks.time;
}
