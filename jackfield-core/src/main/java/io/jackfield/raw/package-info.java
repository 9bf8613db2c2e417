/**
 * Who sees the datagrams of a host before their protocols do: raw sockets and ping sockets.
 *
 * <p>Not here: what such sockets keep and hand over (socket). Start reading at {@link
 * io.jackfield.raw.RawTable}. raw(7), icmp(7). May use ip and everything below.
 */
@NullMarked
package io.jackfield.raw;

import org.jspecify.annotations.NullMarked;
