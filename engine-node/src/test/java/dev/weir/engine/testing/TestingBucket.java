package dev.weir.engine.testing;

import dev.weir.storage.ObjectStore;
import dev.weir.storage.s3.S3ObjectStore;
import dev.weir.storage.s3.TestingS3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** An S3 server with a bucket for everybody who asks. */
public final class TestingBucket implements AutoCloseable {
  private final TestingS3Server server;
  private final AtomicInteger buckets = new AtomicInteger();

  private TestingBucket(TestingS3Server server) {
    this.server = server;
  }

  public static TestingBucket start() throws Exception {
    return new TestingBucket(TestingS3Server.start());
  }

  /** A store in a new bucket; the caller closes it. */
  public ObjectStore store() {
    return S3ObjectStore.open(
        server.createBucket("tables-" + buckets.incrementAndGet(), "house"),
        TestingS3Server.ENVIRONMENT);
  }

  /** An engine over a new bucket; its own files are under {@code root}. */
  public TestingEngine engine(Path root) throws IOException {
    return new TestingEngine(root, new TestingWarehouse(root, store()));
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
