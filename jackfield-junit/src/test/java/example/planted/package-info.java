/** Tests of programs with planted bugs, as their authors write them; uses only what is public. */
@NullMarked
package example.planted;

import org.jspecify.annotations.NullMarked;
