package io.jackfield.tcp.send;

/**
 * What a program has set for one connection alone; 0 where it has not.
 *
 * @param maxPacingRate in octets per second
 */
record SendLimits(int minRtoMicros, int maxRtoMillis, long maxPacingRate) {
    static final SendLimits NONE = new SendLimits(0, 0, 0);

    boolean are(int minMicros, int maxMillis, long rate) {
        return minRtoMicros == minMicros && maxRtoMillis == maxMillis && maxPacingRate == rate;
    }
}
