package io.jackfield.net;

/** What came of letting a deterministic world go on. */
enum Outcome {
    /** Something happened. */
    WENT_ON,
    /** The next event is the driver's. */
    ACTION,
    /** Nothing can happen, at least not before the time asked for. */
    STILL
}
