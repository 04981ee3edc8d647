package dev.weir.engine.write;

import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lines of a file that were put aside, kept in the object store as CSV: line, column, reason, text.
 * Stateless.
 */
final class RejectReport {
  private static final String FOLDER = "rejects/";

  private RejectReport() {}

  /** Writes the report and says its key. */
  static String write(ObjectStore store, String queryId, List<CsvReader.Reject> rejects)
      throws IOException {
    StringBuilder text = new StringBuilder("line,column,reason,text\n");
    for (CsvReader.Reject reject : rejects) {
      text.append(reject.line())
          .append(',')
          .append(quoted(reject.column()))
          .append(',')
          .append(quoted(reject.message()))
          .append(',')
          .append(quoted(reject.text()))
          .append('\n');
    }
    String key = FOLDER + queryId + ".csv";
    store.put(key, text.toString().getBytes(StandardCharsets.UTF_8), PutCondition.NONE);
    return key;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
