/**
 * Channels, their socket adaptors, selectors and pipes on descriptors of a host.
 *
 * <p>Not here: sockets made by the factories (classic). Start reading at {@link
 * io.jackfield.jdk.channel.StreamChannel} and {@link io.jackfield.jdk.channel.Descriptor}. The
 * JDK's java.nio.channels, class and message. May use posix, poll and process of core.
 */
@NullMarked
package io.jackfield.jdk.channel;

import org.jspecify.annotations.NullMarked;
