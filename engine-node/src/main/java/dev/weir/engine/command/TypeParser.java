package dev.weir.engine.command;

import dev.weir.engine.command.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads column types: what people write in CREATE TABLE, and what DuckDB's DESCRIBE prints.
 * Stateless.
 */
final class TypeParser {
  private static final int DEPTH_MAX = 32;
  private static final Set<String> SECOND_WORDS = Set.of("PRECISION", "VARYING");

  private TypeParser() {}

  /** The type that {@code text} is, the whole of it. */
  static ColumnType parse(String text) {
    TokenReader reader = new TokenReader(text);
    ColumnType type = read(reader);
    reader.expectEnd();
    return type;
  }

  static ColumnType read(TokenReader reader) {
    return read(reader, 0);
  }

  private static ColumnType read(TokenReader reader, int depth) {
    if (depth > DEPTH_MAX) {
      throw reader.error(
          reader.peek(), "the type is nested more than " + DEPTH_MAX + " levels deep", null);
    }
    Token first = reader.peek();
    if (first.kind() != Kind.WORD && first.kind() != Kind.QUOTED_NAME) {
      throw reader.unexpected("a type");
    }
    ColumnType type =
        switch (TokenReader.upper(reader.next().value())) {
          case "STRUCT", "ROW" -> struct(reader, depth);
          case "MAP" -> map(reader, depth);
          case "ENUM" -> enumeration(reader);
          default -> scalar(reader, first);
        };
    while (reader.accept('[')) {
      if (reader.peek().kind() == Kind.NUMBER) {
        reader.next();
      }
      reader.expect(']');
      type = new ColumnType.ListOf(type);
    }
    return type;
  }

  private static ColumnType struct(TokenReader reader, int depth) {
    reader.expect('(');
    List<ColumnType.Field> fields = new ArrayList<>();
    do {
      String name = reader.name("the name of a field");
      fields.add(new ColumnType.Field(name, read(reader, depth + 1)));
    } while (reader.accept(','));
    reader.expect(')');
    return new ColumnType.StructOf(List.copyOf(fields));
  }

  private static ColumnType map(TokenReader reader, int depth) {
    reader.expect('(');
    ColumnType key = read(reader, depth + 1);
    reader.expect(',');
    ColumnType value = read(reader, depth + 1);
    reader.expect(')');
    return new ColumnType.MapOf(key, value);
  }

  private static ColumnType enumeration(TokenReader reader) {
    reader.expect('(');
    do {
      reader.string("a value of the ENUM");
    } while (reader.accept(','));
    reader.expect(')');
    return new ColumnType.Scalar("ENUM", List.of());
  }

  private static ColumnType scalar(TokenReader reader, Token first) {
    StringBuilder name = new StringBuilder(TokenReader.upper(first.value()));
    if (SECOND_WORDS.contains(TokenReader.upper(reader.peek().value()))) {
      name.append(' ').append(TokenReader.upper(reader.next().value()));
    }
    List<Integer> arguments = arguments(reader);
    if (reader.accept("WITH", "TIME", "ZONE")) {
      name.append(" WITH TIME ZONE");
    } else if (reader.accept("WITHOUT", "TIME", "ZONE")) {
      name.append(" WITHOUT TIME ZONE");
    }
    return new ColumnType.Scalar(name.toString(), arguments);
  }

  private static List<Integer> arguments(TokenReader reader) {
    List<Integer> arguments = new ArrayList<>();
    if (reader.accept('(')) {
      do {
        Token number = reader.peek();
        if (number.kind() != Kind.NUMBER || !number.value().matches("[0-9]{1,9}")) {
          throw reader.unexpected("a whole number");
        }
        arguments.add(Integer.parseInt(reader.next().value()));
      } while (reader.accept(','));
      reader.expect(')');
    }
    return List.copyOf(arguments);
  }
}
