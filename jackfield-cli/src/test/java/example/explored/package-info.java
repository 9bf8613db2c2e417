/** Tests of users that fail, hang or die with some seeds; uses only what is public. */
@NullMarked
package example.explored;

import org.jspecify.annotations.NullMarked;
