package dev.weir.storage.s3;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.PreconditionFailedException;
import dev.weir.storage.PutCondition;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectAPIArgs;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The writing requests of a bucket. Every object carries the id of the put that made it, so that a
 * conditional put whose answer was lost finds out whether the object that now stands in its way is
 * its own. Thread-safe.
 */
final class S3Writer {
  private static final String PUT_ID = "weir-put-id";

  private final MinioAsyncClient client;
  private final S3Calls calls;
  private final String bucket;

  S3Writer(MinioAsyncClient client, S3Calls calls, String bucket) {
    this.client = client;
    this.calls = calls;
    this.bucket = bucket;
  }

  /** Writes the first {@code length} bytes of {@code content} in one request. */
  ObjectInfo put(S3Key key, byte[] content, int length, PutCondition condition) throws IOException {
    String putId = UUID.randomUUID().toString();
    try {
      return written(
          key,
          length,
          calls.callRaw(
              () ->
                  S3Calls.await(
                      client.putObject(
                          PutObjectAPIArgs.builder()
                              .bucket(bucket)
                              .object(key.full())
                              .data(content, length)
                              .headers(new Http.Headers(metadata(putId)))
                              .extraHeaders(conditionHeaders(condition))
                              .build()))));
    } catch (S3Calls.GivenUpException failure) {
      return requireOwn(key, putId, condition, failure);
    }
  }

  /** Starts an upload in parts. */
  S3Multipart start(S3Key key) throws IOException {
    String putId = UUID.randomUUID().toString();
    String uploadId =
        calls.call(
            key.key(),
            () ->
                S3Calls.await(
                        client.createMultipartUpload(
                            CreateMultipartUploadArgs.builder()
                                .bucket(bucket)
                                .object(key.full())
                                .headers(new Http.Headers(metadata(putId)))
                                .build()))
                    .result()
                    .uploadId());
    return new S3Multipart(key, uploadId, putId);
  }

  Part uploadPart(S3Multipart upload, int number, byte[] content, int length) throws IOException {
    return calls.call(
        upload.key().key(),
        () ->
            S3Calls.await(
                    client.uploadPart(
                        UploadPartArgs.builder()
                            .bucket(bucket)
                            .object(upload.key().full())
                            .uploadId(upload.uploadId())
                            .partNumber(number)
                            .data(content, length)
                            .build()))
                .part());
  }

  ObjectInfo complete(S3Multipart upload, List<Part> parts, long size, PutCondition condition)
      throws IOException {
    try {
      return written(
          upload.key(),
          size,
          calls.callRaw(
              () ->
                  S3Calls.await(
                      client.completeMultipartUpload(
                          CompleteMultipartUploadArgs.builder()
                              .bucket(bucket)
                              .object(upload.key().full())
                              .uploadId(upload.uploadId())
                              .parts(parts.toArray(Part[]::new))
                              .extraHeaders(conditionHeaders(condition))
                              .build()))));
    } catch (S3Calls.GivenUpException failure) {
      return requireOwn(upload.key(), upload.putId(), condition, failure);
    }
  }

  void abort(S3Multipart upload) throws IOException {
    try {
      calls.callRaw(
          () ->
              S3Calls.await(
                  client.abortMultipartUpload(
                      AbortMultipartUploadArgs.builder()
                          .bucket(bucket)
                          .object(upload.key().full())
                          .uploadId(upload.uploadId())
                          .build())));
    } catch (S3Calls.GivenUpException failure) {
      if (!S3Failures.isMissing(failure.getCause())) {
        throw S3Failures.translate(upload.key().key(), failure.getCause());
      }
    }
  }

  @Nullable HeadObjectResponse head(S3Key key) throws IOException {
    try {
      return calls.callRaw(
          () ->
              S3Calls.await(
                  client.headObject(
                      HeadObjectArgs.builder().bucket(bucket).object(key.full()).build())));
    } catch (S3Calls.GivenUpException failure) {
      if (S3Failures.isMissing(failure.getCause())) {
        return null;
      }
      throw S3Failures.translate(key.key(), failure.getCause());
    }
  }

  static ObjectInfo infoOf(S3Key key, HeadObjectResponse head) {
    return new ObjectInfo(
        key.key(),
        head.size(),
        S3Key.plainEtag(head.etag()),
        head.lastModified().toInstant().toEpochMilli());
  }

  /**
   * The object as the answer names it. Asking for it again could show what another writer put there
   * meanwhile, whose etag the caller would then take for its own.
   */
  private static ObjectInfo written(S3Key key, long size, ObjectWriteResponse answer) {
    Date date = answer.headers().getDate("Date");
    long modified = date == null ? System.currentTimeMillis() : date.getTime();
    return new ObjectInfo(key.key(), size, S3Key.plainEtag(answer.etag()), modified);
  }

  /** The object of a failed put that took effect after all; otherwise throws what happened. */
  private ObjectInfo requireOwn(
      S3Key key, String putId, PutCondition condition, S3Calls.GivenUpException failure)
      throws IOException {
    Throwable cause = failure.getCause();
    boolean maybeOwn =
        failure.ambiguous()
            && (S3Failures.isPreconditionFailed(cause) || S3Failures.isMissing(cause));
    if (maybeOwn) {
      HeadObjectResponse present = head(key);
      if (present != null && putId.equals(present.userMetadata().getFirst(PUT_ID))) {
        return infoOf(key, present);
      }
    }
    boolean absentAsMatch =
        condition.kind() == PutCondition.Kind.IF_MATCH && S3Failures.isMissing(cause);
    if (S3Failures.isPreconditionFailed(cause) || absentAsMatch) {
      PreconditionFailedException refused = new PreconditionFailedException(key.key(), condition);
      refused.initCause(cause);
      throw refused;
    }
    throw S3Failures.translate(key.key(), cause);
  }

  private static Map<String, String> metadata(String putId) {
    return Map.of("x-amz-meta-" + PUT_ID, putId);
  }

  private static Map<String, String> conditionHeaders(PutCondition condition) {
    return switch (condition.kind()) {
      case NONE -> Map.of();
      case IF_ABSENT -> Map.of("If-None-Match", "*");
      case IF_MATCH -> Map.of("If-Match", "\"" + condition.etag() + "\"");
    };
  }
}
