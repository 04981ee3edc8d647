package dev.weir.storage.s3;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The reading requests of a bucket. Thread-safe. */
final class S3Reader {
  private final MinioAsyncClient client;
  private final S3Calls calls;
  private final String bucket;

  S3Reader(MinioAsyncClient client, S3Calls calls, String bucket) {
    this.client = client;
    this.calls = calls;
    this.bucket = bucket;
  }

  byte[] readRange(S3Key key, long offset, int length) throws IOException {
    try {
      return calls.callRaw(
          () -> {
            try (InputStream in =
                S3Calls.await(client.getObject(get(key, offset).length((long) length).build()))) {
              return in.readNBytes(length);
            }
          });
    } catch (S3Calls.GivenUpException failure) {
      if (S3Failures.isBehindEnd(failure.getCause())) {
        return new byte[0];
      }
      throw S3Failures.translate(key.key(), failure.getCause());
    }
  }

  InputStream open(S3Key key, long offset) throws IOException {
    return new S3InputStream(this, key, offset);
  }

  /**
   * One answer with the bytes from {@code offset}; null when it is at or behind the end.
   *
   * @param etag the version that is wanted; null for the present one
   */
  @Nullable GetObjectResponse request(S3Key key, long offset, @Nullable String etag)
      throws IOException {
    try {
      return calls.callRaw(
          () -> {
            GetObjectArgs.Builder args = get(key, offset);
            if (etag != null) {
              args = args.matchETag(etag);
            }
            return S3Calls.await(client.getObject(args.build()));
          });
    } catch (S3Calls.GivenUpException failure) {
      if (S3Failures.isBehindEnd(failure.getCause())) {
        return null;
      }
      if (S3Failures.isPreconditionFailed(failure.getCause())) {
        throw new IOException("object " + key.key() + " was replaced while it was read");
      }
      throw S3Failures.translate(key.key(), failure.getCause());
    }
  }

  private GetObjectArgs.Builder get(S3Key key, long offset) {
    GetObjectArgs.Builder args = GetObjectArgs.builder().bucket(bucket).object(key.full());
    // A range that starts at 0 of an empty object is refused; without one it is answered.
    return offset == 0 ? args : args.offset(offset);
  }
}
