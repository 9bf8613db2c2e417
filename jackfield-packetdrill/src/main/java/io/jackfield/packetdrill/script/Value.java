package io.jackfield.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/** An argument of a system call, or its result. */
public sealed interface Value {
    /** Where it stands. */
    Position at();

    /** A number. */
    record Numeral(Position at, long value, String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A name: of a constant, or of a field. */
    record Name(Position at, String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Several, or-ed together. */
    record Or(Position at, List<Value> parts) implements Value {
        @Override
        public String toString() {
            return parts.stream().map(Value::toString).collect(Collectors.joining("|"));
        }
    }

    /** A text. */
    record Text(Position at, String text) implements Value {
        @Override
        public String toString() {
            return '"' + text + '"';
        }
    }

    /** {@code ...} and {@code ?}: whatever suits. */
    record Any(Position at) implements Value {
        @Override
        public String toString() {
            return "...";
        }
    }

    /** {@code [ … ]}. */
    record Array(Position at, List<Value> elements) implements Value {
        @Override
        public String toString() {
            return elements.toString();
        }
    }

    /** {@code { … }}: fields by name, or by place where the name is empty. */
    record Struct(Position at, List<Field> fields) implements Value {
        /** The field of that name; null if it is not there. */
        public @Nullable Value field(String name) {
            for (Field each : fields) {
                if (each.name().equals(name)) {
                    return each.value();
                }
            }
            return null;
        }

        @Override
        public String toString() {
            return fields.stream()
                    .map(each -> each.name().isEmpty() ? "" + each.value() : each.toString())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** A field of a struct. */
    record Field(String name, Value value) {
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    /** {@code htons(80)}, {@code inet_addr("192.0.2.1")}. */
    record Conversion(Position at, String function, Value argument) implements Value {
        @Override
        public String toString() {
            return function + "(" + argument + ")";
        }
    }
}
