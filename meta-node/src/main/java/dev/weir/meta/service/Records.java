package dev.weir.meta.service;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.weir.meta.state.StateView;

/** Stored records as messages. Pure. */
final class Records {
  private Records() {}

  static <T> T parse(StateView.Entry entry, Parser<T> parser) {
    return parse(entry.value().value(), parser);
  }

  static <T> T parse(byte[] value, Parser<T> parser) {
    try {
      return parser.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a record of the meta state is damaged", e);
    }
  }
}
