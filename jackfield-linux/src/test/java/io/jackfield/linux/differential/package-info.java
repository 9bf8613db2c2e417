/** Random programs of system calls, run on both kernels. */
package io.jackfield.linux.differential;
