package io.jackfield.packetdrill.script;

/** What a line of a shell does. */
public sealed interface ShellCommand {
    /** Where it stands. */
    Position at();

    /** {@code sysctl -w name=value}, {@code echo value > /proc/sys/…}, set_sysctls. */
    record Sysctl(Position at, String name, String value) implements ShellCommand {}

    /** {@code ip link set dev … mtu}, {@code ifconfig … mtu}. */
    record Mtu(Position at, int octets) implements ShellCommand {}

    /** {@code ethtool -K … tso off}: whether the interface segments. */
    record Segmentation(Position at, boolean isOn) implements ShellCommand {}

    /** {@code sleep}. */
    record Sleep(Position at, long nanos) implements ShellCommand {}
}
