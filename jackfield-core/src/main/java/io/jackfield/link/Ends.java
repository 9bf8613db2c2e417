package io.jackfield.link;

/** To which ends of a stream something that nobody sent goes. */
public enum Ends {
    SENDER,
    RECEIVER,
    BOTH;

    boolean hasSender() {
        return this != RECEIVER;
    }

    boolean hasReceiver() {
        return this != SENDER;
    }
}
