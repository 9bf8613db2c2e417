package io.jackfield.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** cmsg(3), and what Linux's put_cmsg writes where there is too little room. */
class ControlMessagesTest {
    private static final int INVALID = Errno.EINVAL.result();

    @Test
    void theMacrosCountAsThoseOfA64BitLinux() {
        assertThat(ControlMessages.HEADER).isEqualTo(16);
        assertThat(ControlMessages.length(4)).isEqualTo(20);
        assertThat(ControlMessages.space(4)).isEqualTo(24);
        assertThat(ControlMessages.space(0)).isEqualTo(16);
        assertThat(ControlMessages.space(8)).isEqualTo(24);
    }

    @Test
    void aMessageIsItsLengthLevelTypeDataAndPadding() {
        ByteBuffer control = ControlMessages.of(0x11, 0x22, Values.ofInt(0x33));
        assertThat(control.remaining()).isEqualTo(24);
        assertThat(control.getLong()).isEqualTo(20);
        assertThat(control.getInt()).isEqualTo(0x11);
        assertThat(control.getInt()).isEqualTo(0x22);
        assertThat(control.getInt()).isEqualTo(0x33);
        assertThat(control.getInt()).isZero();
    }

    @Test
    void whatIsWrittenIsRead() {
        ByteBuffer control = Values.room(100).position(8);
        ByteBuffer one = ByteBuffer.wrap(new byte[] {1});
        ControlMessages.put(control, 1, 2, one);
        ControlMessages.put(control, 3, 4, Values.ofInt(5));
        assertThat(one.remaining()).isOne();
        control.flip().position(8);
        ControlMessages read = ControlMessages.in(control);
        assertThat(read.next()).isOne();
        assertThat(new int[] {read.level(), read.type(), read.dataLength()})
                .containsExactly(1, 2, 1);
        assertThat(read.data()).isEqualTo(one);
        assertThat(read.next()).isOne();
        assertThat(new int[] {read.level(), read.type(), read.data().getInt()})
                .containsExactly(3, 4, 5);
        assertThat(read.next()).isZero();
        assertThat(control.remaining()).isEqualTo(48);
    }

    @Test
    void aLengthThatCannotBeIsInvalid() {
        for (long length : new long[] {0, 15, 25, Long.MAX_VALUE, -1}) {
            ByteBuffer control = ControlMessages.of(1, 2, Values.ofInt(3)).putLong(0, length);
            assertThat(ControlMessages.in(control).next()).isEqualTo(INVALID);
        }
    }

    @Test
    void octetsThatAreNoHeaderAreNoMessage() {
        assertThat(ControlMessages.in(ByteBuffer.allocate(15)).next()).isZero();
        ByteBuffer control = Values.room(39);
        ControlMessages.put(control, 1, 2, Values.ofInt(3));
        ControlMessages read = ControlMessages.in(control.rewind());
        assertThat(read.next()).isOne();
        assertThat(read.next()).isZero(); // 15 octets are left
    }

    @Test
    void whoWritesWithoutRoomIsTold() {
        assertThatThrownBy(() -> ControlMessages.put(Values.room(23), 1, 2, Values.ofInt(3)))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void aKernelCutsOffWhatHasNoRoom() { // put_cmsg, run on Linux 6.18
        List<List<Integer>> seen = new ArrayList<>();
        for (int room : new int[] {0, 15, 16, 18, 20, 23, 24, 30}) {
            ByteBuffer control = Values.room(room);
            int flags = ControlMessages.deliver(control, 1, 2, Values.ofInt(0x01020304));
            int length = control.position() == 0 ? 0 : (int) control.getLong(0);
            seen.add(List.of(room, control.position(), length, flags));
        }
        assertThat(seen)
                .containsExactly(
                        List.of(0, 0, 0, MessageFlags.MSG_CTRUNC),
                        List.of(15, 0, 0, MessageFlags.MSG_CTRUNC),
                        List.of(16, 16, 16, MessageFlags.MSG_CTRUNC),
                        List.of(18, 18, 18, MessageFlags.MSG_CTRUNC),
                        List.of(20, 20, 20, 0),
                        List.of(23, 23, 20, 0),
                        List.of(24, 24, 20, 0),
                        List.of(30, 24, 20, 0));
        assertThat(ControlMessages.deliver(null, 1, 2, Values.ofInt(0)))
                .isEqualTo(MessageFlags.MSG_CTRUNC);
    }
}
