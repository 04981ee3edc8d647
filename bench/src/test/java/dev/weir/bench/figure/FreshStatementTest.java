package dev.weir.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreshStatementTest {
  @Test
  void shouldNeverGiveTheSameTextTwice() {
    FreshStatement statement = new FreshStatement("SELECT 1");

    assertThat(statement.next()).endsWith(" SELECT 1").isNotEqualTo(statement.next());
  }

  @Test
  void shouldJoinTheExpressionsOfTheStatement() {
    assertThat(new FreshStatement("WITH a AS (SELECT 1) SELECT * FROM a").next())
        .matches(
            "WITH fresh_\\d+ AS \\(SELECT \\d+ AS number\\), a AS \\(SELECT 1\\) SELECT \\* FROM a");
  }
}
