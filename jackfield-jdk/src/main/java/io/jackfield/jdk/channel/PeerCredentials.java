package io.jackfield.jdk.channel;

import io.jackfield.posix.Credentials;
import io.jackfield.posix.Option;
import io.jackfield.posix.Values;

import jdk.net.UnixDomainPrincipal;

import java.net.SocketException;
import java.nio.ByteBuffer;

/** SO_PEERCRED as the JDK has it: the names of a user and a group. */
final class PeerCredentials {
    static final ChannelOptions.Code<UnixDomainPrincipal> CODE =
            ChannelOptions.Code.of(
                    (_, _) -> {
                        throw new SocketException("SO_PEERCRED cannot be set "); // sic
                    },
                    PeerCredentials::of);

    private PeerCredentials() {}

    private static UnixDomainPrincipal of(Descriptor descriptor) throws SocketException {
        ByteBuffer room = Values.room(Credentials.OCTETS);
        int result =
                descriptor
                        .os()
                        .getsockopt(descriptor.fd(), Option.SOL_SOCKET, Option.SO_PEERCRED, room);
        Credentials peer = result < 0 ? null : Credentials.of(room.flip());
        if (peer == null || peer.uid() == -1) {
            throw new SocketException("get SO_PEERCRED failed");
        }
        return new UnixDomainPrincipal(
                new HostPrincipal(peer.uid()), new HostPrincipal(peer.gid()));
    }
}
