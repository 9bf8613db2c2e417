/**
 * Famous outages and their cures: programs and tests of somebody who uses jackfield-junit and
 * libraries as published. Uses only what is public.
 */
@NullMarked
package example.outages;

import org.jspecify.annotations.NullMarked;
