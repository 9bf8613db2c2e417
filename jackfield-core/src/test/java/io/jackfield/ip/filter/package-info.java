/**
 * Tests of the five hooks: where on its way a packet meets them, and what a verdict does.
 *
 * <p>Not here: rules. Start reading at {@link io.jackfield.ip.filter.HooksTest}. May use ip.
 */
@NullMarked
package io.jackfield.ip.filter;

import org.jspecify.annotations.NullMarked;
