package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.figure.FreshStatements;
import dev.weir.bench.peer.DuckPeer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class StatementsTest {
  @Test
  void shouldRunOnEmptyTablesAsWrittenAndAsFreshTexts() throws Exception {
    Map<String, String> all = new LinkedHashMap<>(Statements.tpch("0.01"));
    assertThat(all).hasSize(22);
    all.putAll(Statements.bi());
    assertThat(all).hasSize(34);
    try (BufferAllocator allocator = new RootAllocator();
        DuckPeer duck = new DuckPeer(allocator);
        InputStream tables = getClass().getResourceAsStream("tables.sql")) {
      duck.run(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
      for (Map.Entry<String, String> statement : all.entrySet()) {
        var answer = duck.answer(statement.getValue());
        var fresh = duck.answer(FreshStatements.first(statement.getValue()));

        assertThat(answer.rowCount()).as(statement.getKey()).isLessThanOrEqualTo(1);
        assertThat(fresh.differenceTo(answer)).as(statement.getKey()).isEmpty();
      }
    }
  }
}
