package dev.weir.engine.result;

import java.util.List;

/**
 * A SQL type as the engine names it, taken apart. Immutable.
 *
 * @param name the whole name, {@code DECIMAL(12,2)[]}
 * @param kind what it is without its arguments: {@code DECIMAL}, {@code LIST}, {@code ARRAY},
 *     {@code STRUCT}, {@code MAP}, {@code UNION}, {@code ENUM}, or the name itself
 * @param numbers precision and scale, or the length of an array
 * @param members of STRUCT and UNION with their names; key and value of MAP; the element of LIST
 *     and ARRAY
 */
record SqlType(String name, String kind, List<Integer> numbers, List<Member> members) {

  /** A part of a nested type; the name is empty where the type has no names. */
  record Member(String name, SqlType type) {}

  static SqlType parse(String name) {
    return new SqlTypeParser(name).parse();
  }

  SqlType member(int index) {
    return members.get(index).type();
  }
}
