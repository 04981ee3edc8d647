package dev.weir.meta.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state at one log position. Only valid inside the read that it was given to. */
public interface StateView {

  /** The value of the key, or null. */
  @Nullable Versioned<byte[]> find(byte[] key);

  /**
   * Keys that start with {@code prefix}, in the order of their bytes.
   *
   * @param after only keys behind this one; empty: from the first
   * @param limit at most so many
   */
  List<Entry> scan(byte[] prefix, byte[] after, int limit);

  /** Index of the last log entry that is in here. */
  long appliedIndex();

  /**
   * @param key the whole key
   * @param value as {@link #find} gives it
   */
  record Entry(byte[] key, Versioned<byte[]> value) {}
}
