/**
 * The text of Linux's /proc/net, made of the snapshots and counters of a host, column by column as
 * proc(5) has it.
 *
 * <p>Not here: what is counted (observe), who may read it (host). Start reading at {@link
 * io.jackfield.observe.proc.SocketLines}. proc(5), proc_pid_net(5). May use observe, posix,
 * address.
 */
@NullMarked
package io.jackfield.observe.proc;

import org.jspecify.annotations.NullMarked;
