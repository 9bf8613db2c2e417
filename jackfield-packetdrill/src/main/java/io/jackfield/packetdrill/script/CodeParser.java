package io.jackfield.packetdrill.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a code block: a line for each assertion. */
final class CodeParser {
    private final Tokens tokens;

    private CodeParser(Tokens tokens) {
        this.tokens = tokens;
    }

    static List<Assertion> parse(Token block) {
        List<Assertion> assertions = new ArrayList<>();
        int line = block.at().line();
        for (String text : block.text().split("\n", -1)) {
            Position at = new Position(block.at().file(), line++, 1);
            for (String statement : text.replaceFirst("#.*", "").split(";")) {
                if (!statement.isBlank()) {
                    assertions.add(assertion(at, statement.strip()));
                }
            }
        }
        return assertions;
    }

    private static Assertion assertion(Position at, String text) {
        List<Token> tokens =
                Lexer.read(at.file(), text, Map.of()).stream()
                        .map(
                                each ->
                                        new Token(
                                                each.kind(),
                                                each.text(),
                                                at,
                                                each.from(),
                                                each.to()))
                        .toList();
        CodeParser parser = new CodeParser(new Tokens(tokens));
        if (!parser.tokens.takesWord("assert")) {
            throw new ScriptException(
                    at, "code is \"assert expression\", not " + parser.tokens.peek().named());
        }
        Expression expression = parser.either();
        if (parser.tokens.takes(",")) {
            return new Assertion(at, expression, text); // the rest is for people
        }
        if (!parser.tokens.atEnd()) {
            throw parser.tokens.wrong(parser.tokens.peek().named() + " is not understood");
        }
        return new Assertion(at, expression, text);
    }

    private Expression either() {
        Expression left = both();
        while (tokens.takesWord("or")) {
            left = new Expression.Binary("or", left, both());
        }
        return left;
    }

    private Expression both() {
        Expression left = negation();
        while (tokens.takesWord("and")) {
            left = new Expression.Binary("and", left, negation());
        }
        return left;
    }

    private Expression negation() {
        return tokens.takesWord("not") ? new Expression.Unary("not", negation()) : comparison();
    }

    private Expression comparison() {
        List<Expression> operands = new ArrayList<>(List.of(binary(0)));
        List<String> operators = new ArrayList<>();
        for (String found = comparator(); !found.isEmpty(); found = comparator()) {
            operators.add(found);
            operands.add(binary(0));
        }
        return operators.isEmpty()
                ? operands.getFirst()
                : new Expression.Comparison(operands, operators);
    }

    private String comparator() {
        String first = tokens.peek().text();
        boolean isPair = tokens.peek(1).is("=");
        if (isPair && (first.equals("=") || first.equals("!"))) {
            tokens.take();
            tokens.take();
            return first + "=";
        }
        if (!first.equals("<") && !first.equals(">")) {
            return "";
        }
        tokens.take();
        return tokens.takes("=") ? first + "=" : first;
    }

    /** Python's order: | ^ & + and -, then * / and %. */
    private static final List<List<String>> LEVELS =
            List.of(
                    List.of("|"),
                    List.of("^"),
                    List.of("&"),
                    List.of("+", "-"),
                    List.of("*", "/", "%"));

    private Expression binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expression left = binary(level + 1);
        while (LEVELS.get(level).contains(tokens.peek().text())) {
            String operator = tokens.take().text();
            tokens.takes("/"); // Python's // divides whole numbers, as all is here
            left = new Expression.Binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private Expression unary() {
        if (tokens.takes("-")) {
            return new Expression.Unary("-", unary());
        }
        if (tokens.takes("~")) {
            return new Expression.Unary("~", unary());
        }
        if (tokens.takes("(")) {
            Expression inner = either();
            tokens.expect(")");
            return inner;
        }
        Token token = tokens.peek();
        if (token.kind() == Token.Kind.WORD) {
            tokens.take();
            CodeNames.require(token);
            return new Expression.Name(token.at(), token.text());
        }
        return new Expression.Literal(tokens.number("a number"));
    }
}
