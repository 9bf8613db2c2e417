/**
 * What rewritten JDK code calls: a class of static methods for each switch of the agent, and an
 * interface that the agent installs behind it. Nothing installed is the JDK's own behaviour.
 *
 * <p>Not here: any behaviour of ours. Start reading at {@link io.jackfield.hooks.NetworkHooks}.
 * Lies on the boot class path; may use java.base only.
 */
@NullMarked
package io.jackfield.hooks;

import org.jspecify.annotations.NullMarked;
