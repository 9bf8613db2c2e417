/**
 * Small programs of a shop, each with a bug that some networks show, and without it. They know
 * nothing of Jackfield.
 */
@NullMarked
package example.planted.programs;

import org.jspecify.annotations.NullMarked;
