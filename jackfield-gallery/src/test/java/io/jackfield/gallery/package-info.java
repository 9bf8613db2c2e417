/**
 * How tests of {@code example.outages} make the pages of docs/how-to/outages: what a run printed
 * and how long it took. It is no outage itself and no part of a user's test. Start at {@link
 * io.jackfield.gallery.OutageExtension}. May use JUnit, jackfield-junit and the house's repository.
 */
@NullMarked
package io.jackfield.gallery;

import org.jspecify.annotations.NullMarked;
