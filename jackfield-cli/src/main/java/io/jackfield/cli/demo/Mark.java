package io.jackfield.cli.demo;

/** Something that happened at one time, with the word that a picture puts beside it. */
record Mark(double second, String label) {}
