/** Tests whose seeds are counted by the second, and clusters; uses only what is public. */
@NullMarked
package example.figures;

import org.jspecify.annotations.NullMarked;
