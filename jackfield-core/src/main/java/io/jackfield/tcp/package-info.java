/**
 * TCP, cut as RFC 9293 §3.10 cuts it: one file for each event, around the control block {@link
 * io.jackfield.tcp.TcpConnection}. All decisions about states are here.
 *
 * <p>Not here: what needs no state (tcp.send, tcp.receive, tcp.open, tcp.congestion), descriptors
 * (socket). Start reading at {@link io.jackfield.tcp.Tcp}, then {@link
 * io.jackfield.tcp.SegmentArrivesOther}. RFC 9293, 5961, 6191, 7323, 1337; LINUX.md 1.1 to 1.6. May
 * use ip and everything below.
 */
@NullMarked
package io.jackfield.tcp;

import org.jspecify.annotations.NullMarked;
