package dev.weir.web.remote;

import com.google.protobuf.UnsafeByteOperations;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.query.FileUpload;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.v1.LoadAnswer;
import dev.weir.contracts.query.v1.LoadHead;
import dev.weir.contracts.query.v1.LoadPart;
import dev.weir.contracts.query.v1.QueryDoorGrpc.QueryDoorBlockingV2Stub;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Sends files on to the gateway of their caller, as fast as it takes them. */
public final class RemoteUploads implements FileUploads {
  private static final int PART_BYTES = 256 << 10;

  private final TakingGateway taking;

  /**
   * @param patience how long a file waits for a gateway that takes it
   */
  public RemoteUploads(GatewayPods pods, Duration patience) {
    this.taking = new TakingGateway(pods, patience);
  }

  @Override
  public QueryStatus load(FileUpload upload, InputStream body) throws IOException {
    LoadPart head = LoadPart.newBuilder().setHead(head(upload)).build();
    return send(body, taking.ask(upload.caller(), door -> open(door, head)));
  }

  /** The body is not touched before a gateway has said that it takes it. */
  private static BlockingClientCall<LoadPart, LoadAnswer> open(
      QueryDoorBlockingV2Stub door, LoadPart head) throws StatusException {
    BlockingClientCall<LoadPart, LoadAnswer> call = door.load();
    try {
      boolean unused = call.write(head);
      if (call.read() == null) {
        throw noAnswer();
      }
      return call;
    } catch (InterruptedException e) {
      call.cancel("the server is stopping", e);
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.UNAVAILABLE, "the server is stopping");
    }
  }

  private static QueryStatus send(InputStream body, BlockingClientCall<LoadPart, LoadAnswer> call)
      throws IOException {
    boolean ended = false;
    boolean wanted = true;
    try {
      for (byte[] part = body.readNBytes(PART_BYTES);
          wanted && part.length > 0;
          part = body.readNBytes(PART_BYTES)) {
        // Each part has an array of its own, which nobody changes.
        wanted =
            call.write(
                LoadPart.newBuilder().setContent(UnsafeByteOperations.unsafeWrap(part)).build());
      }
      call.halfClose();
      LoadAnswer taken = call.read();
      ended = true;
      if (taken == null) {
        throw noAnswer();
      }
      return Documents.status(taken.getQuery().getJson());
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

  private static WeirException noAnswer() {
    return new WeirException(
        ErrorCode.INTERNAL, "the gateway gave no answer", "Send the file again.");
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
