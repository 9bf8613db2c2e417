/**
 * Asynchronous channels of a host: each operation is a blocking call of a stream on a virtual
 * thread of its own, and ends in a thread of the group.
 *
 * <p>Not here: the streams themselves (channel). Start reading at {@link
 * io.jackfield.jdk.async.AsyncStream}. The JDK's AsynchronousSocketChannelImpl, class and message.
 * May use channel.
 */
@NullMarked
package io.jackfield.jdk.async;

import org.jspecify.annotations.NullMarked;
