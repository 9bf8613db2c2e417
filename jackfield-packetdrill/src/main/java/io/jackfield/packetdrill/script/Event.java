package io.jackfield.packetdrill.script;

/**
 * One event of a script.
 *
 * @param text the event as it stands in the script, in one line
 */
public record Event(Position at, When when, Action action, String text) {}
