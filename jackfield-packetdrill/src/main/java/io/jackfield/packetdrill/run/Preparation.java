package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Action;
import io.jackfield.packetdrill.script.Position;
import io.jackfield.packetdrill.script.ScriptException;
import io.jackfield.packetdrill.script.Value;
import io.jackfield.posix.Family;
import io.jackfield.posix.Message;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Makes of a system call in a script one that can be made. */
final class Preparation {
    private final Setup setup;
    private final Map<Integer, Integer> descriptors;
    private final Arguments with;
    private final Position at;

    Preparation(Action.Call call, Position at, Setup setup, Map<Integer, Integer> descriptors) {
        this.at = at;
        this.setup = setup;
        this.descriptors = descriptors;
        this.with = new Arguments(call, setup, descriptors);
    }

    Prepared of(String name) {
        return switch (name) {
            case "socket", "bind", "listen", "accept", "accept4", "connect", "shutdown" ->
                    naming(name);
            case "read", "readv", "recv", "recvfrom", "recvmsg" -> receiving(name);
            case "write", "writev", "send", "sendto", "sendmsg" -> sending(name);
            case "getsockopt", "setsockopt", "fcntl", "ioctl" -> controlling(name);
            case "poll", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait" ->
                    new Waiting(with).of(name);
            case "close" -> os -> os.close(with.fd(0));
            case "dup" -> os -> os.dup(with.fd(0));
            case "pipe" -> new PipeCall();
            default -> throw new ScriptException(at, name + " is not made here");
        };
    }

    private Prepared naming(String name) {
        return switch (name) {
            case "socket" -> {
                int family = with.number(0, setup.isV6() ? Family.AF_INET6 : Family.AF_INET);
                int type = with.number(1);
                int protocol = with.number(2, 0);
                yield os -> os.socket(family, type, protocol);
            }
            case "bind" -> {
                SocketAddress address = with.address(1, setup.local(), setup.bindPort());
                yield os -> os.bind(with.fd(0), address);
            }
            case "connect" -> {
                SocketAddress address = with.address(1, setup.remote(), setup.connectPort());
                yield os -> os.connect(with.fd(0), address);
            }
            case "listen" -> os -> os.listen(with.fd(0), with.number(1));
            case "accept", "accept4" -> {
                require(with.isAny(1) && with.isAny(2), "an address is not compared: write ...");
                int flags = name.equals("accept4") ? with.number(3) : 0;
                yield os -> os.accept4(with.fd(0), null, flags);
            }
            default -> os -> os.shutdown(with.fd(0), with.number(1));
        };
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ScriptException(at, otherwise);
        }
    }

    private Prepared sending(String name) {
        return switch (name) {
            case "write" -> {
                ByteBuffer data = with.data(1, with.number(2));
                yield os -> os.write(with.fd(0), data);
            }
            case "writev" -> {
                ByteBuffer[] data = vector(1);
                yield os -> os.writev(with.fd(0), data);
            }
            case "send" -> {
                ByteBuffer data = with.data(1, with.number(2));
                int flags = with.number(3);
                yield os -> os.send(with.fd(0), data, flags);
            }
            case "sendto" -> {
                ByteBuffer data = with.data(1, with.number(2));
                int flags = with.number(3);
                boolean isNowhere =
                        with.get(4) instanceof Value.Numeral number && number.value() == 0;
                SocketAddress to =
                        isNowhere ? null : with.address(4, setup.remote(), setup.connectPort());
                yield os -> os.sendto(with.fd(0), data, flags, to);
            }
            default -> {
                Value.Struct header = Arguments.struct(with.get(1));
                Message message = message(header);
                Value to = header.field("msg_name");
                require(to == null || to instanceof Value.Any, "msg_name is ...");
                require(header.field("msg_control") == null, "sendmsg takes no msg_control here");
                int flags = with.number(2);
                yield os -> os.sendmsg(with.fd(0), message, flags);
            }
        };
    }

    private ByteBuffer[] vector(int index) {
        List<ByteBuffer> buffers = with.vector(with.get(index));
        require(with.number(2) == buffers.size(), "there are " + buffers.size() + " buffers");
        return buffers.toArray(ByteBuffer[]::new);
    }

    private Message message(Value.Struct header) {
        Value vector = header.field("msg_iov");
        return new Message(
                vector == null
                        ? new ByteBuffer[0]
                        : with.vector(vector).toArray(ByteBuffer[]::new));
    }

    private Prepared receiving(String name) {
        return switch (name) {
            case "read" -> {
                Received data = new Received(with.get(1), with.number(2));
                yield data.by(os -> os.read(with.fd(0), data.room));
            }
            case "readv" -> {
                ByteBuffer[] data = vector(1);
                yield os -> os.readv(with.fd(0), data);
            }
            case "recv" -> {
                Received data = new Received(with.get(1), with.number(2));
                int flags = with.number(3);
                yield data.by(os -> os.recv(with.fd(0), data.room, flags));
            }
            case "recvfrom" -> {
                Received data = new Received(with.get(1), with.number(2));
                int flags = with.number(3);
                yield data.by(os -> os.recvfrom(with.fd(0), data.room, flags, null));
            }
            default -> {
                Value.Struct header = Arguments.struct(with.get(1));
                yield new ReceiveMessage(header, message(header), with.number(2), with);
            }
        };
    }

    private Prepared controlling(String name) {
        return switch (name) {
            case "getsockopt" -> new GetOption(with);
            case "setsockopt" -> {
                ByteBuffer value = with.option(3);
                int level = with.number(1);
                int option = with.number(2);
                yield os -> os.setsockopt(with.fd(0), level, option, value);
            }
            case "fcntl" -> {
                int argument = with.count() > 2 ? with.number(2) : 0;
                yield os -> os.fcntl(with.fd(0), with.number(1), argument);
            }
            default -> new IoctlCall(with);
        };
    }

    /** pipe(2). */
    private final class PipeCall implements Prepared {
        private final int[] ends = new int[2];

        @Override
        public long make(Syscalls os) {
            return os.pipe2(ends, 0);
        }

        @Override
        public @Nullable String difference(long result) {
            List<Value> said = Arguments.elements(with.get(0));
            for (int i = 0; i < Math.min(ends.length, said.size()); i++) {
                descriptors.put((int) Arguments.number(said.get(i)), ends[i]);
            }
            return null;
        }
    }
}
