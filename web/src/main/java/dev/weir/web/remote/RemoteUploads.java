package dev.weir.web.remote;

import com.google.protobuf.UnsafeByteOperations;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.FileUpload;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.v1.LoadHead;
import dev.weir.contracts.query.v1.LoadPart;
import dev.weir.contracts.query.v1.QueryDocument;
import dev.weir.contracts.query.v1.QueryDoorGrpc.QueryDoorBlockingV2Stub;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Sends files on to the gateway of their caller, as fast as it takes them. */
public final class RemoteUploads implements FileUploads {
  private static final int PART_BYTES = 256 << 10;

  private final GatewayPods pods;

  public RemoteUploads(GatewayPods pods) {
    this.pods = pods;
  }

  @Override
  public QueryStatus load(FileUpload upload, InputStream body) throws IOException {
    BlockingClientCall<LoadPart, QueryDocument> call = own(upload.caller()).load();
    boolean ended = false;
    try {
      boolean wanted = call.write(LoadPart.newBuilder().setHead(head(upload)).build());
      for (byte[] part = body.readNBytes(PART_BYTES);
          wanted && part.length > 0;
          part = body.readNBytes(PART_BYTES)) {
        // Each part has an array of its own, which nobody changes.
        wanted =
            call.write(
                LoadPart.newBuilder().setContent(UnsafeByteOperations.unsafeWrap(part)).build());
      }
      call.halfClose();
      QueryDocument taken = call.read();
      ended = true;
      if (taken == null) {
        throw new WeirException(
            ErrorCode.INTERNAL, "the gateway gave no answer", "Send the file again.");
      }
      return Documents.status(taken.getJson());
    } catch (StatusException e) {
      throw MetaErrors.fromStatus(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server is stopping");
    } finally {
      if (!ended) {
        call.cancel("the sender went away", null);
      }
    }
  }

  /** Also one that ends takes a file: a body cannot be sent twice. */
  private QueryDoorBlockingV2Stub own(Caller caller) {
    return pods.inOrder(caller).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.UNAVAILABLE, "no gateway is ready", "Send the file again."));
  }

  private static LoadHead head(FileUpload upload) {
    LoadHead.Builder head =
        LoadHead.newBuilder()
            .setCaller(QuestionWriter.caller(upload.caller()))
            .setTable(upload.table())
            .setFileName(upload.fileName())
            .setBytes(upload.bytes());
    if (upload.format() != null) {
      head.setFormat(upload.format());
    }
    upload
        .options()
        .forEach(
            (name, values) ->
                head.addOptions(LoadHead.Option.newBuilder().setName(name).addAllValues(values)));
    return head.build();
  }
}
