package dev.weir.contracts.query;

import java.io.IOException;
import java.io.InputStream;

/** Files into tables, beside the {@link QueryGateway} that loads them. Thread-safe. */
public interface FileUploads {

  /**
   * Reads {@code body} to its end and submits the COPY of it, so that loading is a query as any
   * other, with progress, history and cancel. A body that breaks off leaves nothing.
   *
   * @return the query as it is then
   * @throws dev.weir.contracts.error.WeirException BAD_REQUEST, BAD_INPUT_FILE, DISK_FULL and what
   *     {@link QueryGateway#submit} throws: nothing was kept
   * @throws IOException the body's
   */
  QueryStatus load(FileUpload upload, InputStream body) throws IOException;
}
