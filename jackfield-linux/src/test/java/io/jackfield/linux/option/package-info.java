/** Every option number of every level on every type of socket, on both kernels. */
package io.jackfield.linux.option;
