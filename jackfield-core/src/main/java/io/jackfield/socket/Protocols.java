package io.jackfield.socket;

import io.jackfield.entropy.HostEntropy;
import io.jackfield.file.WakeList;
import io.jackfield.ip.Ip;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.raw.RawTable;
import io.jackfield.tcp.Tcp;
import io.jackfield.udp.Udp;
import io.jackfield.unix.Unix;

/** What sockets stand on: the parts of one host, all of them under its lock. */
public interface Protocols {
    /** The time at which the host's lock was taken. */
    long nowNanos();

    /** What the wall clock shows: nanoseconds since 1970. */
    long wallNanos();

    /** Whom to wake when the lock is given back. */
    WakeList wakeList();

    Settings settings();

    Counters counters();

    HostEntropy entropy();

    Ip ip();

    Tcp tcp();

    Udp udp();

    Unix unix();

    RawTable raw();
}
