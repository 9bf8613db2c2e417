/** What a user of jackfield-junit has: programs, and tests of them. Uses only what is public. */
@NullMarked
package example.shop;

import org.jspecify.annotations.NullMarked;
