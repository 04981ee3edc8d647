package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.local.acceptance.RunningWeir.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./weir audit ls} against a real process. */
class AuditCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  @Test
  void shouldListTheLogInEachFormat() throws Exception {
    try (RunningWeir weir = new RunningWeir(temp.resolve("data"))) {
      // Given
      weir.up();
      weir.succeed("sql", "CREATE USER alice");
      weir.succeed("sql", "CREATE ROLE readers");
      weir.succeed("sql", "GRANT ROLE readers TO USER alice");
      weir.succeed("token", "--user", "alice");

      // As a table, the newest first
      List<String> table = weir.succeed("audit", "ls", "--limit", "3").out().lines().toList();
      assertThat(table).hasSize(5);
      assertThat(table.getFirst()).matches("TIME +USER +ACTION +OBJECT +OUTCOME");
      assertThat(table.get(2))
          .matches("\\d{4}-\\d\\d-\\d\\dT.*")
          .contains("admin", "create", "Token ", " of alice", "OK");
      assertThat(table.get(3)).contains("grant role", "GRANT ROLE readers TO USER alice", "OK");

      // As JSON, one object a line
      List<String> json =
          weir.succeed("audit", "ls", "--user", "admin", "--format", "json").out().lines().toList();
      JsonNode entry = JSON.readTree(json.get(1));
      assertThat(entry.path("action").asText()).isEqualTo("grant role");
      assertThat(entry.path("object").asText()).isEqualTo("GRANT ROLE readers TO USER alice");
      assertThat(entry.path("outcome").asText()).isEqualTo("OK");
      assertThat(weir.succeed("audit", "ls", "--limit", "1", "--format", "json").out())
          .hasLineCount(1);

      // Nobody's are none, and what is wrong is said
      assertThat(weir.succeed("audit", "ls", "--user", "nobody", "--format", "json").out())
          .isEmpty();
      Outcome wrong = weir.run("audit", "ls", "--limit", "0");
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.err()).contains("--limit");
      assertThat(weir.run("audit").exitCode()).isEqualTo(2);
      assertThat(weir.succeed("help", "audit").out()).contains("ls");
    }
  }
}
