package dev.weir.engine.upload;

import dev.weir.contracts.query.FileUpload;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryStatus;
import java.io.IOException;
import java.io.InputStream;

/** Uploads beside the gateway of this process: the body waits in a file for its COPY. */
public final class LocalUploads implements FileUploads {
  private static final System.Logger LOG = System.getLogger(LocalUploads.class.getName());

  private final QueryGateway gateway;
  private final UploadFolder uploads;

  public LocalUploads(QueryGateway gateway, UploadFolder uploads) {
    this.gateway = gateway;
    this.uploads = uploads;
  }

  @Override
  public QueryStatus load(FileUpload sent, InputStream body) throws IOException {
    CopyStatement copy = CopyStatement.of(sent.table(), sent.format(), sent.options());
    Upload upload = uploads.receive(sent.caller(), sent.fileName(), sent.bytes(), body);
    try {
      QueryHandle query =
          gateway.submit(
              QueryRequest.of(
                  sent.caller(), copy.from(upload.reference()), Origin.of(Origin.Kind.REST)));
      discardAtEnd(query, upload);
      return query.status();
    } catch (RuntimeException refused) {
      uploads.discard(upload);
      throw refused;
    }
  }

  private void discardAtEnd(QueryHandle query, Upload upload) {
    var unused =
        query.follow(
            status -> {
              if (status.state().isFinal()) {
                discard(upload);
              }
            });
  }

  private void discard(Upload upload) {
    try {
      uploads.discard(upload);
    } catch (IOException left) {
      LOG.log(System.Logger.Level.WARNING, "upload.not_deleted id=" + upload.id(), left);
    }
  }
}
