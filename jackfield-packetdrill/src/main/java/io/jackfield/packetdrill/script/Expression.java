package io.jackfield.packetdrill.script;

import java.util.List;
import java.util.function.ToLongFunction;

/** An expression of an assertion; what is true is 1. */
public sealed interface Expression {

    /** Its value, with names looked up. */
    long value(ToLongFunction<Name> names);

    /** A number. */
    record Literal(long number) implements Expression {
        @Override
        public long value(ToLongFunction<Name> names) {
            return number;
        }
    }

    /** A name. */
    record Name(Position at, String text) implements Expression {
        @Override
        public long value(ToLongFunction<Name> names) {
            return names.applyAsLong(this);
        }
    }

    /** {@code not}, {@code -}, {@code ~}. */
    record Unary(String operator, Expression of) implements Expression {
        @Override
        public long value(ToLongFunction<Name> names) {
            long inner = of.value(names);
            return switch (operator) {
                case "not" -> inner == 0 ? 1 : 0;
                case "-" -> -inner;
                default -> ~inner;
            };
        }
    }

    /** Arithmetic, and {@code and}, {@code or}, which do not look at the right if the left says. */
    record Binary(String operator, Expression left, Expression right) implements Expression {
        @Override
        public long value(ToLongFunction<Name> names) {
            long first = left.value(names);
            if (operator.equals("and")) {
                return first == 0 ? first : right.value(names);
            }
            if (operator.equals("or")) {
                return first != 0 ? first : right.value(names);
            }
            long second = right.value(names);
            return switch (operator) {
                case "|" -> first | second;
                case "^" -> first ^ second;
                case "&" -> first & second;
                case "+" -> first + second;
                case "-" -> first - second;
                case "*" -> first * second;
                case "%" -> Math.floorMod(first, second);
                default -> Math.floorDiv(first, second);
            };
        }
    }

    /** {@code a < b <= c}: each holds. */
    record Comparison(List<Expression> operands, List<String> operators) implements Expression {
        @Override
        public long value(ToLongFunction<Name> names) {
            long left = operands.getFirst().value(names);
            for (int i = 0; i < operators.size(); i++) {
                long right = operands.get(i + 1).value(names);
                if (!holds(operators.get(i), Long.compare(left, right))) {
                    return 0;
                }
                left = right;
            }
            return 1;
        }

        private static boolean holds(String operator, int order) {
            return switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }
    }
}
