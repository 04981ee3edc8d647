package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every statement of the SQL reference, in order. */
class SqlReferenceIT {
  private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void shouldRunAsItIsWritten() throws Exception {
    try (RunningWeir weir = new RunningWeir(temp.resolve("data"))) {
      weir.up();
      List<String> failures = new ArrayList<>();
      for (String statement : statements()) {
        RunningWeir.Outcome outcome = weir.run("sql", statement);
        if (outcome.exitCode() != 0) {
          failures.add(statement + "\n" + outcome.err());
        }
      }
      assertThat(failures).isEmpty();
    }
  }

  private static List<String> statements() throws Exception {
    Path page = RunningWeir.repositoryRoot().resolve("docs/reference/sql.md");
    Matcher blocks = BLOCK.matcher(Files.readString(page));
    List<String> statements = new ArrayList<>();
    while (blocks.find()) {
      for (String statement : blocks.group(1).split(";\n", -1)) {
        if (!statement.isBlank()) {
          statements.add(statement.strip());
        }
      }
    }
    assertThat(statements).hasSizeGreaterThan(30);
    return statements;
  }
}
