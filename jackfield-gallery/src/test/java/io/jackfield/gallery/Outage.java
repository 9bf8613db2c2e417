package io.jackfield.gallery;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The tests of this class are the runs of a page below docs/how-to/outages. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(OutageExtension.class)
public @interface Outage {
    /** The file's name, without its ending. */
    String page();

    /** The hosts of the sequence diagram, from left to right; none where runs differ in packets. */
    String[] hosts();

    /** The server's port; 0 has everything drawn. */
    int port() default 0;

    /** How many connections to that port are drawn, the first half of them and the last. */
    int connections() default 6;

    /** How many packets are drawn, the first half of them and the last. */
    int packets() default 30;
}
