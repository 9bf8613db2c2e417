package io.jackfield.packetdrill.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** Stock Linux's values of settings that a machine may have otherwise (LINUX.md §3). */
final class Stock {
    static final String CONGESTION_CONTROL = "cubic";
    static final Map<String, String> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("net.ipv4.tcp_rmem", "4096 131072 6291456");
        SETTINGS.put("net.ipv4.tcp_wmem", "4096 16384 4194304");
    }

    private Stock() {}
}
