/**
 * {@link java.net.Socket} and {@link java.net.ServerSocket} through their factories.
 *
 * <p>Not here: the adaptors of channels (channel). Start reading at {@link
 * io.jackfield.jdk.classic.ClassicSocket}. The JDK's NioSocketImpl, class and message. May use
 * channel.
 */
@NullMarked
package io.jackfield.jdk.classic;

import org.jspecify.annotations.NullMarked;
