package dev.weir.engine.result;

import java.util.List;

/**
 * Where one batch of a result is.
 *
 * @param firstRow of the result
 * @param rows of the batch
 * @param offset of its message in the stream
 * @param metadataBytes of its message, prefix included
 * @param bodyBytes after the metadata
 */
record ResultBlock(long firstRow, int rows, long offset, int metadataBytes, long bodyBytes) {

  /** Index of the block that holds {@code row}; the number of blocks when none does. */
  static int indexOf(List<ResultBlock> blocks, long row) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      ResultBlock block = blocks.get(middle);
      if (block.firstRow() + block.rows() <= row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
