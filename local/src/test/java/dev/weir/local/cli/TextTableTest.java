package dev.weir.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void shouldAlignNumbersRightAndTextLeft() throws Exception {
    String text =
        TextTable.render(
            json.readTree(
                "[{\"name\":\"origin\",\"type\":\"VARCHAR\"},{\"name\":\"n\",\"type\":\"BIGINT\"}]"),
            json.readTree("[[\"ORD\",166341],[null,7],[\"東京\",12]]"));

    assertThat(text)
        .isEqualTo(
            """
            origin       n
            ──────  ──────
            ORD     166341
            NULL         7
            東京        12
            """);
  }

  @Test
  void shouldShowTheHeaderOfAnEmptyResult() throws Exception {
    String text =
        TextTable.render(
            json.readTree("[{\"name\":\"a\",\"type\":\"INTEGER\"}]"), json.readTree("[]"));

    assertThat(text).isEqualTo("a\n─\n");
  }

  @Test
  void shouldKeepOneRowOnOneLineWhateverTheValue() throws Exception {
    String text =
        TextTable.render(
            json.readTree(
                "[{\"name\":\"a\",\"type\":\"VARCHAR\"},{\"name\":\"b\",\"type\":\"VARCHAR\"}]"),
            json.readTree("[[\"x\\ny\"],[\"" + "z".repeat(200) + "\"]]"));

    assertThat(text.lines()).hasSize(4).allMatch(line -> line.length() <= 70);
  }
}
