package io.jackfield.packetdrill.script;

/** Where in which script something stands; lines and columns count from 1. */
public record Position(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
