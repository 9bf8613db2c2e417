package io.jackfield.packetdrill.script;

/**
 * {@code assert expression}.
 *
 * @param text the line as it stands in the script
 */
public record Assertion(Position at, Expression expression, String text) {}
