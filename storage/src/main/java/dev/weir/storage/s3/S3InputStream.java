package dev.weir.storage.s3;

import io.minio.GetObjectResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An object's bytes from a position on. A connection that breaks is made anew from where it broke,
 * for the same version of the object, a bounded number of times. Not thread-safe.
 */
final class S3InputStream extends InputStream {
  private static final int RESUMES_MAX = 5;

  private final S3Reader reader;
  private final S3Key key;
  private long position;
  private @Nullable GetObjectResponse in;
  private @Nullable String etag;
  private int resumes;

  S3InputStream(S3Reader reader, S3Key key, long offset) throws IOException {
    this.reader = reader;
    this.key = key;
    this.position = offset;
    this.in = reader.request(key, offset, null);
    this.etag = in == null ? null : in.headers().get("ETag");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      GetObjectResponse open = in;
      if (open == null) {
        return -1;
      }
      try {
        int count = open.read(buffer, offset, length);
        position += Math.max(count, 0);
        return count;
      } catch (IOException broken) {
        resume(broken);
      }
    }
  }

  @Override
  public int available() throws IOException {
    return in == null ? 0 : in.available();
  }

  @Override
  public void close() throws IOException {
    GetObjectResponse open = in;
    in = null;
    if (open != null) {
      open.close();
    }
  }

  private void resume(IOException broken) throws IOException {
    boolean interrupted =
        broken instanceof InterruptedIOException && Thread.currentThread().isInterrupted();
    close();
    if (interrupted || etag == null || ++resumes > RESUMES_MAX) {
      throw broken;
    }
    Backoff.await(resumes);
    in = reader.request(key, position, S3Key.plainEtag(etag));
  }
}
