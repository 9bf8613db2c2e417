package io.jackfield.cli.check;

import java.util.List;
import java.util.Map;

/**
 * Who there is around the program.
 *
 * @param parties those it talks to
 * @param served the ports where it listens, each with what a visitor is to be told: {@code " 200 "}
 *     over HTTP, or nothing
 */
record Surroundings(List<Party> parties, Map<Integer, String> served) {}
