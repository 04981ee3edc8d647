package dev.weir.engine.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a {@link ResultPage} around rows that are JSON bytes already. */
final class ResultPages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ResultPages() {}

  static void write(QueryHandle query, long offset, int limit, OutputStream out)
      throws IOException {
    QueryStatus status = query.status();
    boolean complete = status.state() == QueryState.SUCCEEDED;
    String head =
        "{\"columns\":"
            + JSON.writeValueAsString(status.columns())
            + ",\"offset\":"
            + offset
            + ",\"rowCount\":"
            + status.stats().rowsReturned()
            + ",\"complete\":"
            + complete
            + ",\"rows\":";
    LateHead page = new LateHead(head.getBytes(StandardCharsets.UTF_8), out);
    if (status.state().isFinal()) {
      // Of a query that failed this throws its failure, before the head is out.
      query.writeJsonRows(offset, limit, page);
    } else {
      page.write("[]".getBytes(StandardCharsets.UTF_8));
    }
    page.write('}');
  }

  /** Holds the head back until there is a row, so that a failure can still be an error answer. */
  private static final class LateHead extends OutputStream {
    private final byte[] head;
    private final OutputStream out;
    private boolean written;

    private LateHead(byte[] head, OutputStream out) {
      this.head = head;
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      writeHead();
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      writeHead();
      out.write(bytes, offset, length);
    }

    private void writeHead() throws IOException {
      if (!written) {
        written = true;
        out.write(head);
      }
    }
  }
}
