package dev.weir.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class AnswerTest {
  @Test
  void shouldForgiveOrderAndRoundingOnly() throws Exception {
    assertThat(compare("VALUES (1, 'a'), (2, NULL)", "VALUES (2, NULL), (1, 'a')")).isEmpty();
    assertThat(compare("SELECT 0.1::DOUBLE + 0.2", "SELECT 0.3::DOUBLE")).isEmpty();
    assertThat(compare("SELECT 1.50::DECIMAL(5,2)", "SELECT 1.5::DECIMAL(4,1)")).isEmpty();
    assertThat(compare("SELECT 1::INTEGER", "SELECT 1::BIGINT")).isEmpty();
    assertThat(compare("SELECT 1.5::DECIMAL(4,1)", "SELECT 1.6::DECIMAL(4,1)")).isPresent();
    assertThat(compare("SELECT 0.3::DOUBLE", "SELECT 0.3001::DOUBLE")).isPresent();
    assertThat(compare("SELECT DATE '2001-01-01'", "SELECT DATE '2001-01-02'")).isPresent();
    assertThat(compare("SELECT 'null'", "SELECT NULL::VARCHAR")).isPresent();
    assertThat(compare("VALUES (1), (1)", "VALUES (1)")).contains("2 rows against 1");
  }

  private static Optional<String> compare(String first, String second) throws Exception {
    try (BufferAllocator allocator = new RootAllocator();
        DuckPeer duck = new DuckPeer(allocator)) {
      return duck.answer(first).differenceTo(duck.answer(second));
    }
  }
}
