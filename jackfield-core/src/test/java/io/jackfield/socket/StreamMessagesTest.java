package io.jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Errno;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.Values;
import io.jackfield.process.Scene;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a stream tells in control messages: TCP_INQ, and MSG_ZEROCOPY's; as a 6.18 kernel does. */
class StreamMessagesTest extends Scene {
    private static final int INVALID = Errno.EINVAL.result();
    private static final int AGAIN = Errno.EAGAIN.result();
    private static final int ZEROCOPY = MessageFlags.MSG_ZEROCOPY;

    private final int[] ends = pair(os);

    /** Receives, and answers what the message says is left. */
    private int left(int octets, int flags) {
        Message message = new Message(octets(octets));
        message.control = Values.room(ControlMessages.space(4));
        assertThat(os.recvmsg(ends[1], message, flags)).isNotNegative();
        ControlMessages control = ControlMessages.in(message.control.flip());
        assertThat(control.next()).isOne();
        assertThat(control.level()).isEqualTo(Option.SOL_TCP);
        assertThat(control.type()).isEqualTo(Option.TCP_CM_INQ);
        return control.data().getInt();
    }

    @Test
    void recvmsgTellsWhatIsLeft() {
        assertThat(os.setsockopt(ends[1], Option.SOL_TCP, Option.TCP_INQ, 1)).isZero();
        assertThat(get(os, ends[1], Option.SOL_TCP, Option.TCP_INQ)).isOne();
        send(os, ends[0], "hello");
        assertThat(left(2, 0)).isEqualTo(3);
        assertThat(left(1, MessageFlags.MSG_PEEK)).isEqualTo(3);
        os.shutdown(ends[0], 1);
        assertThat(left(1, 0)).isEqualTo(3); // the FIN counts
        assertThat(left(10, 0)).isOne();
        assertThat(left(10, 0)).isOne();
        Message message = new Message(octets(1));
        assertThat(os.recvmsg(ends[1], message, 0)).isZero();
        assertThat(message.flags).isEqualTo(MessageFlags.MSG_CTRUNC);
    }

    @Test
    void andIsOffAtFirst() {
        assertThat(get(os, ends[1], Option.SOL_TCP, Option.TCP_INQ)).isZero();
        assertThat(os.setsockopt(ends[1], Option.SOL_TCP, Option.TCP_INQ, 2)).isEqualTo(INVALID);
        send(os, ends[0], "hello");
        Message message = new Message(octets(10));
        message.control = Values.room(64);
        assertThat(os.recvmsg(ends[1], message, 0)).isEqualTo(5);
        assertThat(message.control.position()).isZero();
    }

    /** "low-high code", or what recvmsg answered instead. */
    private String news(int fd) {
        Message message = new Message(octets(10));
        message.control = Values.room(64);
        int result = os.recvmsg(fd, message, MessageFlags.MSG_ERRQUEUE);
        if (result < 0) {
            return Errno.of(result).toString();
        }
        assertThat(result).isZero();
        assertThat(message.flags).isEqualTo(MessageFlags.MSG_ERRQUEUE);
        ControlMessages control = ControlMessages.in(message.control.flip());
        assertThat(control.next()).isOne();
        assertThat(control.level()).isEqualTo(Option.SOL_IP);
        assertThat(control.type()).isEqualTo(Option.IP_RECVERR);
        ByteBuffer error = control.data();
        assertThat(error.remaining()).isEqualTo(32); // sock_extended_err, an empty sockaddr_in
        assertThat(error.getInt(0)).isZero();
        assertThat(error.get(4)).isEqualTo((byte) 5); // SO_EE_ORIGIN_ZEROCOPY
        return error.getInt(8) + "-" + error.getInt(12) + " " + error.get(6);
    }

    private int sendZeroCopy(int fd, int octets) {
        return os.send(fd, octets(octets), ZEROCOPY);
    }

    @Test
    void withoutTheOptionTheFlagMeansNothing() {
        assertThat(sendZeroCopy(ends[0], 100)).isEqualTo(100);
        assertThat(news(ends[0])).isEqualTo("EAGAIN");
        assertThat(set(os, ends[0], Option.SO_ZEROCOPY, 2)).isEqualTo(INVALID);
        assertThat(set(os, ends[0], Option.SO_ZEROCOPY, -1)).isEqualTo(INVALID);
    }

    @Test
    void overLoopbackTheSendIsOverAtOnceAndWasCopied() {
        assertThat(set(os, ends[0], Option.SO_ZEROCOPY, 1)).isZero();
        assertThat(get(os, ends[0], Option.SOL_SOCKET, Option.SO_ZEROCOPY)).isOne();
        sendZeroCopy(ends[0], 100);
        assertThat(poll(os, ends[0], 0, 0)).isEqualTo(Readiness.POLLERR);
        assertThat(news(ends[0])).isEqualTo("0-0 1"); // SO_EE_CODE_ZEROCOPY_COPIED
        assertThat(news(ends[0])).isEqualTo("EAGAIN");
        assertThat(poll(os, ends[0], 0, 0)).isZero();
        assertThat(error(os, ends[0])).isZero();
        for (int i = 0; i < 3; i++) {
            sendZeroCopy(ends[0], 100);
        }
        assertThat(news(ends[0])).isEqualTo("1-3 1");
        sendZeroCopy(ends[0], 0);
        assertThat(news(ends[0])).isEqualTo("EAGAIN");
        sendZeroCopy(ends[0], 1);
        assertThat(news(ends[0])).isEqualTo("4-4 1");
    }

    @Test
    void overACableItIsOverWithItsAck() {
        int server = listener(b.process("server").calls(), 8080, 5);
        int fd = connected(os, b.address(), 8080);
        set(os, fd, Option.SO_ZEROCOPY, 1);
        sendZeroCopy(fd, 100);
        world.runFor("19ms");
        assertThat(news(fd)).isEqualTo("EAGAIN");
        world.runFor("100ms"); // a round trip is 20 ms, and the ACK may wait
        assertThat(news(fd)).isEqualTo("0-0 1");
        cable.from(b).blackhole();
        sendZeroCopy(fd, 100_000); // one call, many segments
        sendZeroCopy(fd, 100);
        world.runFor("1s");
        assertThat(news(fd)).isEqualTo("EAGAIN");
        os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 0));
        assertThat(server).isNotNegative();
    }

    @Test
    void oneCallIsOneSendHoweverOftenItWaits() {
        a.settings().set("net.ipv4.tcp_wmem", "4096 8192 8192");
        int server = listener(b.process("server").calls(), 8080, 5);
        int[] sent = new int[1];
        StringBuilder news = new StringBuilder();
        a.start(
                "client",
                os -> {
                    int fd = connected(os, b.address(), 8080);
                    set(os, fd, Option.SO_ZEROCOPY, 1);
                    sent[0] = os.send(fd, octets(60_000), ZEROCOPY);
                    Message message = new Message();
                    message.control = Values.room(64);
                    while (os.recvmsg(fd, message, MessageFlags.MSG_ERRQUEUE) == AGAIN) {
                        os.nanosleep(1_000_000);
                    }
                    ControlMessages control = ControlMessages.in(message.control.flip());
                    control.next();
                    news.append(control.data().getInt(8)).append('-');
                    news.append(control.data().getInt(12));
                    return 0;
                });
        world.runFor("10s");
        assertThat(sent[0]).isEqualTo(60_000);
        assertThat(news).hasToString("0-0");
        assertThat(server).isNotNegative();
    }

    @Test
    void theTimestampAndNothingOfTheCongestionControl() {
        int one = get(os, ends[0], Option.SOL_TCP, Option.TCP_TIMESTAMP);
        world.runFor("7ms");
        assertThat(get(os, ends[0], Option.SOL_TCP, Option.TCP_TIMESTAMP)).isEqualTo(one + 7);
        assertThat(get(os, tcp(os), Option.SOL_TCP, Option.TCP_TIMESTAMP))
                .isEqualTo((int) (os.nanoTime() / 1_000_000));
        ByteBuffer room = Values.room(20);
        assertThat(os.getsockopt(ends[0], Option.SOL_TCP, Option.TCP_CC_INFO, room)).isZero();
        assertThat(room.position()).isZero();
    }

    /** SO_MAX_PACING_RATE: a program that asks for it takes its time. */
    @Test
    void noFasterThanTold() {
        int server = listener(b.process("server").calls(), 8080, 5);
        int fd = connected(os, b.address(), 8080);
        ByteBuffer room = Values.room(8);
        assertThat(os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_MAX_PACING_RATE, room)).isZero();
        assertThat(room.flip().getLong()).isEqualTo(-1);
        assertThat(set(os, fd, Option.SO_MAX_PACING_RATE, 100_000)).isZero();
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_MAX_PACING_RATE)).isEqualTo(100_000);
        os.send(fd, octets(100_000), 0);
        world.runFor("500ms");
        int[] unsent = new int[1];
        os.ioctl(fd, FileControl.SIOCOUTQNSD, unsent);
        assertThat(unsent[0]).isBetween(30_000, 60_000);
        world.runFor("600ms");
        os.ioctl(fd, FileControl.SIOCOUTQ, unsent);
        assertThat(unsent[0]).isZero();
        assertThat(server).isNotNegative();
    }

    /** SO_PEEK_OFF: each look goes on where the one before ended. */
    @Test
    void peeksOneAfterTheOther() {
        int fd = ends[1];
        int peek = MessageFlags.MSG_PEEK;
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_PEEK_OFF)).isEqualTo(-1);
        send(os, ends[0], "abcdefghij");
        assertThat(set(os, fd, Option.SO_PEEK_OFF, 0)).isZero();
        assertThat(look(fd, 3, peek)).isEqualTo("abc");
        assertThat(look(fd, 3, peek)).isEqualTo("def");
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_PEEK_OFF)).isEqualTo(6);
        assertThat(look(fd, 4, 0)).isEqualTo("abcd");
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_PEEK_OFF)).isEqualTo(2);
        assertThat(look(fd, 3, peek)).isEqualTo("ghi");
        assertThat(look(fd, 100, 0)).isEqualTo("efghij");
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_PEEK_OFF)).isZero();
        send(os, ends[0], "xy");
        set(os, fd, Option.SO_PEEK_OFF, 5);
        assertThat(os.recv(fd, octets(1), peek | MessageFlags.MSG_DONTWAIT)).isEqualTo(AGAIN);
        set(os, fd, Option.SO_PEEK_OFF, -7);
        assertThat(look(fd, 2, peek)).isEqualTo("xy");
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_PEEK_OFF)).isEqualTo(-7);
    }

    private String look(int fd, int most, int flags) {
        ByteBuffer room = octets(most);
        assertThat(os.recv(fd, room, flags)).isPositive();
        return new String(room.array(), 0, room.position(), StandardCharsets.US_ASCII);
    }

    /** TCP_SAVE_SYN: who accepts may look at the SYN's headers, once. */
    @Test
    void theSynIsKeptForWhoAccepts() {
        int listener = listener(os, 8080, 5);
        assertThat(os.setsockopt(listener, Option.SOL_TCP, Option.TCP_SAVE_SYN, 3))
                .isEqualTo(INVALID);
        assertThat(os.setsockopt(listener, Option.SOL_TCP, Option.TCP_SAVE_SYN, 1)).isZero();
        connected(os, HERE, 8080);
        int fd = os.accept(listener, null);
        assertThat(get(os, fd, Option.SOL_TCP, Option.TCP_SAVE_SYN)).isOne();
        ByteBuffer room = ByteBuffer.allocate(100);
        assertThat(os.getsockopt(fd, Option.SOL_TCP, Option.TCP_SAVED_SYN, Values.room(10)))
                .isEqualTo(INVALID);
        assertThat(os.getsockopt(fd, Option.SOL_TCP, Option.TCP_SAVED_SYN, room)).isZero();
        assertThat(room.position()).isEqualTo(60); // 20 of IPv4, 20 of TCP, 20 of its options
        assertThat(room.get(0)).isEqualTo((byte) 0x45);
        assertThat(room.getShort(22)).isEqualTo((short) 8080);
        assertThat(room.get(33)).isEqualTo((byte) 2); // SYN
        assertThat(os.getsockopt(fd, Option.SOL_TCP, Option.TCP_SAVED_SYN, room.clear())).isZero();
        assertThat(room.position()).isZero();
    }
}
