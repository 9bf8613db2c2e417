package io.jackfield.observe;

/** The settings of a host under their sysctl names, with stock Linux's values and bounds. */
public enum Setting {
    SOMAXCONN("net.core.somaxconn", 4096, 0, 0x7fff_ffff),
    RMEM_DEFAULT("net.core.rmem_default", 212_992, 2304, Integer.MAX_VALUE),
    RMEM_MAX("net.core.rmem_max", 212_992, 2304, Integer.MAX_VALUE),
    WMEM_DEFAULT("net.core.wmem_default", 212_992, 4608, Integer.MAX_VALUE),
    WMEM_MAX("net.core.wmem_max", 212_992, 4608, Integer.MAX_VALUE),
    OPTMEM_MAX("net.core.optmem_max", 131_072, 0, Integer.MAX_VALUE),
    UNIX_MAX_DGRAM_QLEN("net.unix.max_dgram_qlen", 10, 0, Integer.MAX_VALUE),
    FILE_MAX("fs.file-max", 9_223_372, 0, Integer.MAX_VALUE),
    NR_OPEN("fs.nr_open", 1_048_576, 64, Integer.MAX_VALUE),
    RLIMIT_NOFILE("jackfield.rlimit_nofile", 1024, 0, Integer.MAX_VALUE),
    RLIMIT_NPROC("jackfield.rlimit_nproc", 16_384, 0, Integer.MAX_VALUE),
    THREADS_MAX("kernel.threads-max", 32_768, 20, Integer.MAX_VALUE),
    /** ethtool's tcp-segmentation-offload; without it TCP cuts super-segments itself. */
    TSO("net.jackfield.tso", 1, 0, 1),

    IP_FORWARD("net.ipv4.ip_forward", 0, 0, 1),
    IPV6_FORWARDING("net.ipv6.conf.all.forwarding", 0, 0, 1),
    IP_DEFAULT_TTL("net.ipv4.ip_default_ttl", 64, 1, 255),
    IPV6_HOP_LIMIT("net.ipv6.conf.default.hop_limit", 64, 1, 255),
    IP_NO_PMTU_DISC("net.ipv4.ip_no_pmtu_disc", 0, 0, 3),
    MIN_PMTU("net.ipv4.route.min_pmtu", 552, 68, Integer.MAX_VALUE),
    MTU_EXPIRES_SECONDS("net.ipv4.route.mtu_expires", 600, 0, Integer.MAX_VALUE),
    IPFRAG_HIGH_THRESH("net.ipv4.ipfrag_high_thresh", 4 << 20, 0, Integer.MAX_VALUE),
    IPFRAG_TIME_SECONDS("net.ipv4.ipfrag_time", 30, 0, Integer.MAX_VALUE),
    IP6FRAG_HIGH_THRESH("net.ipv6.ip6frag_high_thresh", 4 << 20, 0, Integer.MAX_VALUE),
    IP6FRAG_TIME_SECONDS("net.ipv6.ip6frag_time", 60, 0, Integer.MAX_VALUE),
    RP_FILTER("net.ipv4.conf.all.rp_filter", 0, 0, 2),
    IGMP_MAX_MEMBERSHIPS("net.ipv4.igmp_max_memberships", 20, 0, Integer.MAX_VALUE),
    IGMP_MAX_MSF("net.ipv4.igmp_max_msf", 10, 0, Integer.MAX_VALUE),
    MLD_MAX_MSF("net.ipv6.mld_max_msf", 64, 0, Integer.MAX_VALUE),
    BINDV6ONLY("net.ipv6.bindv6only", 0, 0, 1),

    ICMP_ECHO_IGNORE_ALL("net.ipv4.icmp_echo_ignore_all", 0, 0, 1),
    ICMP_ECHO_IGNORE_BROADCASTS("net.ipv4.icmp_echo_ignore_broadcasts", 1, 0, 1),
    ICMP_RATELIMIT_MILLIS("net.ipv4.icmp_ratelimit", 1000, 0, Integer.MAX_VALUE),
    ICMP_RATEMASK("net.ipv4.icmp_ratemask", 6168, 0, Integer.MAX_VALUE),
    ICMP_MSGS_PER_SEC("net.ipv4.icmp_msgs_per_sec", 1000, 0, Integer.MAX_VALUE),
    ICMP_MSGS_BURST("net.ipv4.icmp_msgs_burst", 50, 0, Integer.MAX_VALUE),
    ICMP6_RATELIMIT_MILLIS("net.ipv6.icmp.ratelimit", 100, 0, Integer.MAX_VALUE),

    IP_LOCAL_PORT_RANGE_LOW("net.ipv4.ip_local_port_range", 0, 32_768, 1, 65_535),
    IP_LOCAL_PORT_RANGE_HIGH("net.ipv4.ip_local_port_range", 1, 60_999, 1, 65_535),
    IP_UNPRIVILEGED_PORT_START("net.ipv4.ip_unprivileged_port_start", 1024, 0, 65_535),
    PING_GROUP_RANGE_LOW("net.ipv4.ping_group_range", 0, 1, 0, Integer.MAX_VALUE),
    PING_GROUP_RANGE_HIGH("net.ipv4.ping_group_range", 1, 0, 0, Integer.MAX_VALUE),
    IP_NONLOCAL_BIND("net.ipv4.ip_nonlocal_bind", 0, 0, 1),

    TCP_ABORT_ON_OVERFLOW("net.ipv4.tcp_abort_on_overflow", 0, 0, 1),
    TCP_CHALLENGE_ACK_LIMIT("net.ipv4.tcp_challenge_ack_limit", 1000, 0, Integer.MAX_VALUE),
    TCP_DSACK("net.ipv4.tcp_dsack", 1, 0, 1),
    TCP_EARLY_RETRANS("net.ipv4.tcp_early_retrans", 3, 0, 4),
    TCP_FIN_TIMEOUT_SECONDS("net.ipv4.tcp_fin_timeout", 60, 0, 120),
    TCP_INVALID_RATELIMIT_MILLIS("net.ipv4.tcp_invalid_ratelimit", 500, 0, Integer.MAX_VALUE),
    TCP_KEEPALIVE_INTVL_SECONDS("net.ipv4.tcp_keepalive_intvl", 75, 1, 32_767),
    TCP_KEEPALIVE_PROBES("net.ipv4.tcp_keepalive_probes", 9, 1, 127),
    TCP_KEEPALIVE_TIME_SECONDS("net.ipv4.tcp_keepalive_time", 7200, 1, 32_767),
    TCP_MAX_ORPHANS("net.ipv4.tcp_max_orphans", 65_536, 0, Integer.MAX_VALUE),
    TCP_MAX_SYN_BACKLOG("net.ipv4.tcp_max_syn_backlog", 1024, 0, Integer.MAX_VALUE),
    TCP_MAX_TW_BUCKETS("net.ipv4.tcp_max_tw_buckets", 65_536, 0, Integer.MAX_VALUE),
    TCP_MIGRATE_REQ("net.ipv4.tcp_migrate_req", 0, 0, 1),
    TCP_MIN_SND_MSS("net.ipv4.tcp_min_snd_mss", 48, 48, 65_535),
    TCP_MODERATE_RCVBUF("net.ipv4.tcp_moderate_rcvbuf", 1, 0, 1),
    TCP_NOTSENT_LOWAT("net.ipv4.tcp_notsent_lowat", Integer.MAX_VALUE, 0, Integer.MAX_VALUE),
    TCP_ORPHAN_RETRIES("net.ipv4.tcp_orphan_retries", 0, 0, 255),
    TCP_RECOVERY("net.ipv4.tcp_recovery", 1, 0, 7),
    TCP_REORDERING("net.ipv4.tcp_reordering", 3, 1, 300),
    TCP_RETRIES1("net.ipv4.tcp_retries1", 3, 0, 255),
    TCP_RETRIES2("net.ipv4.tcp_retries2", 15, 0, 255),
    TCP_RFC1337("net.ipv4.tcp_rfc1337", 0, 0, 1),
    TCP_RMEM_MIN("net.ipv4.tcp_rmem", 0, 4096, 1, Integer.MAX_VALUE),
    /** DESIGN §7: 256 KiB, where stock Linux has 131,072. */
    TCP_RMEM_DEFAULT("net.ipv4.tcp_rmem", 1, 262_144, 1, Integer.MAX_VALUE),
    TCP_RMEM_MAX("net.ipv4.tcp_rmem", 2, 6_291_456, 1, Integer.MAX_VALUE),
    TCP_RTO_MAX_MILLIS("net.ipv4.tcp_rto_max_ms", 120_000, 1000, 120_000),
    TCP_RTO_MIN_MICROS("net.ipv4.tcp_rto_min_us", 200_000, 1, 1_000_000),
    TCP_SACK("net.ipv4.tcp_sack", 1, 0, 1),
    TCP_SLOW_START_AFTER_IDLE("net.ipv4.tcp_slow_start_after_idle", 1, 0, 1),
    TCP_STDURG("net.ipv4.tcp_stdurg", 0, 0, 1),
    TCP_SYNACK_RETRIES("net.ipv4.tcp_synack_retries", 5, 0, 255),
    TCP_SYNCOOKIES("net.ipv4.tcp_syncookies", 1, 0, 2),
    TCP_SYN_LINEAR_TIMEOUTS("net.ipv4.tcp_syn_linear_timeouts", 4, 0, 127),
    TCP_SYN_RETRIES("net.ipv4.tcp_syn_retries", 6, 1, 127),
    TCP_THIN_LINEAR_TIMEOUTS("net.ipv4.tcp_thin_linear_timeouts", 0, 0, 1),
    TCP_TIMESTAMPS("net.ipv4.tcp_timestamps", 1, 0, 1),
    TCP_TW_REUSE("net.ipv4.tcp_tw_reuse", 2, 0, 2),
    TCP_TW_REUSE_DELAY_MILLIS("net.ipv4.tcp_tw_reuse_delay", 1000, 0, Integer.MAX_VALUE),
    TCP_WINDOW_SCALING("net.ipv4.tcp_window_scaling", 1, 0, 1),
    TCP_WMEM_MIN("net.ipv4.tcp_wmem", 0, 4096, 1, Integer.MAX_VALUE),
    /** DESIGN §7: 256 KiB, where stock Linux has 16,384. */
    TCP_WMEM_DEFAULT("net.ipv4.tcp_wmem", 1, 262_144, 1, Integer.MAX_VALUE),
    TCP_WMEM_MAX("net.ipv4.tcp_wmem", 2, 4_194_304, 1, Integer.MAX_VALUE),
    /** cubic 0, reno 1; read and written as the word. */
    TCP_CONGESTION_CONTROL("net.ipv4.tcp_congestion_control", 0, 0, 1),

    NEIGH_UNRES_QLEN("net.ipv4.neigh.default.unres_qlen", 101, 0, Integer.MAX_VALUE),
    NEIGH_GC_STALE_SECONDS("net.ipv4.neigh.default.gc_stale_time", 60, 0, Integer.MAX_VALUE),
    NEIGH_GC_THRESH3("net.ipv4.neigh.default.gc_thresh3", 1024, 0, Integer.MAX_VALUE);

    private final String sysctl;
    private final int index;
    private final int standard;
    private final int least;
    private final int most;

    Setting(String sysctl, int standard, int least, int most) {
        this(sysctl, -1, standard, least, most);
    }

    Setting(String sysctl, int index, int standard, int least, int most) {
        this.sysctl = sysctl;
        this.index = index;
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    /** Linux's name; several settings share one whose value has several numbers. */
    public String sysctl() {
        return sysctl;
    }

    /** Which number of the value this is; −1 if the value is a single number. */
    public int index() {
        return index;
    }

    public int standard() {
        return standard;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }
}
