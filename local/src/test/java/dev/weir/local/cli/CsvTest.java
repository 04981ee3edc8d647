package dev.weir.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "null | ''",
        "\"\" | '\"\"'",
        "\"plain\" | plain",
        "\"a,b\" | '\"a,b\"'",
        "\"say \\\"hi\\\"\" | '\"say \"\"hi\"\"\"'",
        "1.5 | 1.5",
        "true | true",
        "[1,2] | '\"[1,2]\"'"
      })
  void shouldQuoteOnlyWhatNeedsIt(String value, String field) throws Exception {
    assertThat(Csv.field(new ObjectMapper().readTree(value))).isEqualTo(field);
  }
}
