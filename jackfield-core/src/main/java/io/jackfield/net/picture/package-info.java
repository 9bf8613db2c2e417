/**
 * Pictures of what hosts said to each other: sequence diagrams as text, Mermaid and SVG.
 *
 * <p>Not here: captures (net), packets as lines of text (wire), curves over time (the demo). Start
 * reading at {@link io.jackfield.net.picture.Sequence}. RFC 9293 §3.5 and §3.6 draw them by hand.
 * May use what net may, and net.
 */
@NullMarked
package io.jackfield.net.picture;

import org.jspecify.annotations.NullMarked;
