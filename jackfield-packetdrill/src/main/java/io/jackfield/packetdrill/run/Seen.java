package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.CodeNames;
import io.jackfield.packetdrill.script.Expression;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The fields of TCP_INFO that an assertion looked at. */
final class Seen {
    private Seen() {}

    static String values(Expression expression, ByteBuffer info) {
        Map<String, Long> seen = new TreeMap<>();
        collect(expression, info, seen);
        return seen.entrySet().stream()
                .map(each -> each.getKey() + " == " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void collect(Expression in, ByteBuffer info, Map<String, Long> seen) {
        switch (in) {
            case Expression.Literal _ -> {}
            case Expression.Name name -> {
                if (name.text().startsWith("tcpi_")) {
                    seen.put(name.text(), CodeNames.value(name, info));
                }
            }
            case Expression.Unary unary -> collect(unary.of(), info, seen);
            case Expression.Binary binary -> {
                collect(binary.left(), info, seen);
                collect(binary.right(), info, seen);
            }
            case Expression.Comparison comparison ->
                    comparison.operands().forEach(each -> collect(each, info, seen));
        }
    }
}
