package io.jackfield.junit;

import io.jackfield.net.Tier;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test with a network: the method has a parameter of type {@link Net} and runs once for each
 * seed, each time with a new one.
 *
 * <pre>{@code
 * @SimTest(seeds = 200)
 * void theClientGivesUpInTime(Net net) throws Exception {
 *     Host app = net.host("app"), db = net.host("db");
 *     net.link(app, db).netem("delay 20ms loss 1%");
 *     db.start(DbMain.class, "5432");
 *     net.at("30s").blackhole(app, db);
 *     net.runFor("20m");
 * }
 * }</pre>
 *
 * <p>{@code -Djackfield.seed=137} runs that seed only. A seed that failed comes first in the next
 * run.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SimTestExtension.class)
public @interface SimTest {
    /** How many seeds. */
    int seeds() default 1;

    /** The first seed; the others follow it. */
    long firstSeed() default 1;

    /** What runs in the network; anything else than scripted and real time needs the agent. */
    Tier tier() default Tier.DETERMINISTIC;

    /** Whether a socket that is left in CLOSE-WAIT fails the test. */
    boolean findsLeaks() default true;
}
