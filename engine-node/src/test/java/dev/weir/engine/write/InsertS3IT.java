package dev.weir.engine.write;

import dev.weir.engine.testing.TestingBucket;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same over a bucket. */
class InsertS3IT extends InsertIT {
  private static TestingBucket bucket;

  @BeforeAll
  static void start() throws Exception {
    bucket = TestingBucket.start();
  }

  @AfterAll
  static void stop() throws Exception {
    bucket.close();
  }

  @Override
  TestingStatements connect(Path root) throws IOException {
    return new TestingStatements(root, bucket.engine(root), config -> config);
  }
}
