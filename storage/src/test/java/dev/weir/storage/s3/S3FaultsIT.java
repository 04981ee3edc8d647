package dev.weir.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PreconditionFailedException;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network fails; nothing is lost, nothing is written twice, and nothing waits for ever. */
class S3FaultsIT {
  private static TestingS3Server server;
  private static int buckets;

  private TestingFaultyNetwork network;
  private ObjectStore store;

  @BeforeAll
  static void startServer() throws Exception {
    server = TestingS3Server.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    network = new TestingFaultyNetwork(server.port());
    String bucket = "faults-" + ++buckets;
    server.createBucket(bucket, "");
    StorageConfig.S3 config = TestingS3Server.configOf(network.endpoint(), bucket, "");
    store = S3ObjectStore.open(config, TestingS3Server.ENVIRONMENT);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    network.close();
  }

  @Test
  void shouldReadWhenTheServerHasClosedItsIdleConnections() throws Exception {
    store.put("k", new byte[] {1, 2, 3}, PutCondition.NONE);
    int readers = 3 * StorageConfig.S3.ATTEMPTS_MAX;
    CyclicBarrier together = new CyclicBarrier(readers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < readers; i++) {
        var unused =
            threads.submit(
                () -> {
                  try (InputStream in = store.open("k", 0)) {
                    together.await();
                    return in.readAllBytes();
                  }
                });
      }
    }
    assertThat(network.dropAll()).isGreaterThan(StorageConfig.S3.ATTEMPTS_MAX);

    assertThat(store.readRange("k", 1, 2)).containsExactly(2, 3);
  }

  @Test
  void shouldRepeatReads() throws IOException {
    store.put("k", new byte[] {1, 2, 3}, PutCondition.NONE);
    network.loseAnswers(2);

    assertThat(store.readRange("k", 1, 2)).containsExactly(2, 3);
    assertThat(network.broken()).isEqualTo(2);
  }

  @Test
  void shouldKnowItsOwnConditionalPutWhenTheAnswerWasLost() throws IOException {
    network.loseAnswers(1);
    ObjectInfo first = store.put("k", new byte[] {1}, PutCondition.IF_ABSENT);
    network.loseAnswers(1);
    ObjectInfo second = store.put("k", new byte[] {2}, PutCondition.ifMatch(first.etag()));

    assertThat(network.broken()).isEqualTo(2);
    assertThat(store.head("k").orElseThrow().etag()).isEqualTo(second.etag());
    network.loseAnswers(1);
    assertThatThrownBy(() -> store.put("k", new byte[] {3}, PutCondition.IF_ABSENT))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(store.readRange("k", 0, 10)).containsExactly(2);
  }

  @Test
  void shouldKnowItsOwnUploadWhenTheAnswerWasLost() throws IOException {
    byte[] content = random(12 * 1024 * 1024);
    ObjectStore.Upload upload = store.create("k", PutCondition.IF_ABSENT);
    upload.write(content, 0, 6 * 1024 * 1024);
    network.loseAnswers(3);
    upload.write(content, 6 * 1024 * 1024, 6 * 1024 * 1024);

    upload.close();

    assertThat(upload.info().size()).isEqualTo(content.length);
    assertThat(network.broken()).isEqualTo(3);
    try (InputStream in = store.open("k", 0)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void shouldResumeAStreamThatBreaks() throws IOException {
    byte[] content = random(8 * 1024 * 1024);
    store.put("k", content, PutCondition.NONE);
    network.breakAfter(3 * 1024 * 1024);

    try (InputStream in = store.open("k", 0)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertThat(network.broken()).isEqualTo(1);
  }

  @Test
  void shouldNotMixTwoVersionsInOneStream() throws IOException {
    store.put("k", random(8 * 1024 * 1024), PutCondition.NONE);
    try (InputStream in = store.open("k", 0)) {
      assertThat(in.readNBytes(1000)).hasSize(1000);
      store.put("k", random(8 * 1024 * 1024 + 1), PutCondition.NONE);
      network.breakAfter(1024 * 1024);

      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("replaced while it was read");
    }
  }

  @Test
  void shouldGiveUpAfterABoundedNumberOfTries() throws IOException {
    store.put("k", new byte[1], PutCondition.NONE);
    network.loseAnswers(1000);

    assertThatThrownBy(() -> store.readRange("k", 0, 1)).isInstanceOf(IOException.class);
    assertThat(network.broken()).isEqualTo(4);
    assertThatThrownBy(() -> store.delete(List.of("k"))).isInstanceOf(IOException.class);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
