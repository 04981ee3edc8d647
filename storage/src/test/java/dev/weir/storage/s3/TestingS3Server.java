package dev.weir.storage.s3;

import dev.weir.contracts.config.StorageConfig;
import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A real S3 server in this process, with its objects in memory, on a free port of loopback. */
public final class TestingS3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "test-access-key";
  public static final String SECRET_KEY = "test-secret-key";

  /** What {@code env:TEST} credentials find. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("TEST_ACCESS_KEY_ID", ACCESS_KEY, "TEST_SECRET_ACCESS_KEY", SECRET_KEY);

  private final S3Proxy proxy;
  private final BlobStore blobs;

  private TestingS3Server(S3Proxy proxy, BlobStore blobs) {
    this.proxy = proxy;
    this.blobs = blobs;
  }

  /** Starts a server without buckets. */
  public static TestingS3Server start() throws Exception {
    BlobStore blobs = new TestingAtomicBlobStore(new TransientNio2BlobStore());
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(blobs)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            .stopTimeout(0)
            .build();
    proxy.start();
    return new TestingS3Server(proxy, blobs);
  }

  public int port() {
    return proxy.getPort();
  }

  /** Makes a bucket and answers with the configuration of a store in it. */
  public StorageConfig.S3 createBucket(String bucket, String prefix) {
    blobs.createContainer(bucket);
    return configOf("http://127.0.0.1:" + port(), bucket, prefix);
  }

  /** Small parts and short waits, so that tests are quick. */
  static StorageConfig.S3 configOf(String endpoint, String bucket, String prefix) {
    return new StorageConfig.S3(
        endpoint, "us-east-1", bucket, prefix, true, "env:TEST", 2_000, 10_000, 4, 5 * 1024 * 1024);
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
  }
}
