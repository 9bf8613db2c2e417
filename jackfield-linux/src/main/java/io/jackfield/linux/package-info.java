/**
 * The system calls of the Linux that the JVM runs on, through the foreign-function API, with
 * processes that have descriptor tables of their own and in network namespaces of their own.
 */
@NullMarked
package io.jackfield.linux;

import org.jspecify.annotations.NullMarked;
