package io.jackfield.observe;

/**
 * One line of {@code ss -x}: what a socket of AF_UNIX looked like at one instant.
 *
 * @param netid "u_str", "u_dgr", "u_seq"
 * @param state the word that {@code ss} prints: ESTAB, LISTEN, UNCONN
 * @param receiveQueue unread octets; for a listener the connections that wait for accept
 * @param sendQueue memory of what was sent and not received yet; for a listener its backlog
 * @param local its path, its abstract name after "@", or "*"
 * @param inode its number
 * @param remote the peer's name, or "*"
 * @param remoteInode the peer's number, 0 without one
 * @param process pid of a holder
 */
public record UnixSnapshot(
        String netid,
        String state,
        long receiveQueue,
        long sendQueue,
        String local,
        int inode,
        String remote,
        int remoteInode,
        int process) {
    /** As {@code ss -x} prints it. */
    @Override
    public String toString() {
        return "%s %s %d %d %s %d %s %d"
                .formatted(
                        netid, state, receiveQueue, sendQueue, local, inode, remote, remoteInode);
    }
}
