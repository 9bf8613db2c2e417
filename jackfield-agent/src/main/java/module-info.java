/**
 * The doors that the public API does not reach, as a {@code -javaagent}. As an agent it is on the
 * class path and no module; the name is for those who compile against it.
 */
module io.jackfield.agent {
    requires io.jackfield.core;
    requires io.jackfield.hooks;
    requires io.jackfield.jdk;
    requires java.instrument;
    requires static java.sql; // a JVM may lack it
    requires static org.jspecify;

    exports io.jackfield.agent;

    uses java.sql.Driver;
}
