package dev.weir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class StorageFailuresTest {
  @Test
  void shouldGiveEachFailureItsCode() {
    assertThat(codeOf(new DiskFullException("k", new IOException("full"))))
        .isEqualTo(ErrorCode.DISK_FULL);
    assertThat(codeOf(new NoSuchFileException("k"))).isEqualTo(ErrorCode.CORRUPT_DATA_FILE);
    assertThat(codeOf(new PreconditionFailedException("k", PutCondition.IF_ABSENT)))
        .isEqualTo(ErrorCode.COMMIT_CONFLICT);
    assertThat(codeOf(new AccessDeniedException("k"))).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(codeOf(new IOException("reset"))).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void shouldLookThroughCausesAndKeepCodes() {
    IOException full = new DiskFullException("k", new IOException("full"));
    WeirException coded = new WeirException(ErrorCode.CANCELLED, "cancelled");

    assertThat(codeOf(new RuntimeException(new UncheckedIOException(full))))
        .isEqualTo(ErrorCode.DISK_FULL);
    assertThat(StorageFailures.toWeirException("x", new RuntimeException(coded))).isSameAs(coded);
  }

  private static ErrorCode codeOf(Throwable failure) {
    return StorageFailures.toWeirException("writing table t", failure).code();
  }
}
