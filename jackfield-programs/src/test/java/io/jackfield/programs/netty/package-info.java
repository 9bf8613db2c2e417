/**
 * Netty's own testsuite for transports, as published, on a host and on the kernel.
 *
 * <p>Not Netty as a program of ours: that is {@code io.jackfield.jdk.NettyTest}. Start reading at
 * {@code NettyTestsuiteTest}. The classes that run in a JVM of their own use no test of ours.
 */
@NullMarked
package io.jackfield.programs.netty;

import org.jspecify.annotations.NullMarked;
