package io.jackfield.agent;

import java.util.List;

/** What one of the agent's switches does. */
public interface Switch {
    /** The methods of the JDK that it changes; all of them or none are changed. */
    List<Rewrite> rewrites();

    /** Puts in place who answers the hooks; the rewrites are made by then. */
    void install();
}
