/** Rows of how Linux behaves, each tried on both kernels. */
package io.jackfield.linux.conformance;
