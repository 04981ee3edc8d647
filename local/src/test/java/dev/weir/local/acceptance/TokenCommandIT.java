package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.local.acceptance.RunningWeir.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./weir token} against a real process. */
class TokenCommandIT {
  @TempDir Path temp;

  @Test
  void shouldPrintTheAdministratorsTokenOrMakeOneForAUser() throws Exception {
    try (RunningWeir weir = new RunningWeir(temp.resolve("data"))) {
      weir.up();

      // The administrator's is the one of the folder
      assertThat(weir.succeed("token").out()).isEqualTo(weir.token() + "\n");

      // A user's is printed alone, so that a script can read it, and is that user's
      weir.succeed("sql", "CREATE USER alice");
      Outcome made = weir.succeed("token", "--user", "alice", "--expires", "2h");
      assertThat(made.out()).startsWith("weir_").hasLineCount(1).isNotEqualTo(weir.token() + "\n");
      assertThat(made.err()).contains("alice", "until").doesNotContain("weir_");
      assertThat(session(weir, made.out().strip()).body()).contains("\"principal\":\"alice\"");

      // What is wrong is said, with what to do
      Outcome nobody = weir.run("token", "--user", "nobody");
      assertThat(nobody.exitCode()).isEqualTo(1);
      assertThat(nobody.err()).contains("RESOURCE_NOT_FOUND", "'nobody'", "CREATE USER");
      assertThat(weir.run("token", "--user", "alice", "--expires", "0s").err())
          .contains("BAD_REQUEST", "lifetimeSeconds");
      Outcome unread = weir.run("token", "--user", "alice", "--expires", "soon");
      assertThat(unread.exitCode()).isEqualTo(2);
      assertThat(unread.err()).contains("'soon'", "30d");
      Outcome lonely = weir.run("token", "--expires", "1d");
      assertThat(lonely.exitCode()).isEqualTo(2);
      assertThat(lonely.err()).contains("--user");
      assertThat(lonely.out()).isEmpty();
    }
  }

  private static HttpResponse<String> session(RunningWeir weir, String token) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(weir.url() + "/api/v1/session"))
              .header("Authorization", "Bearer " + token)
              .build(),
          BodyHandlers.ofString());
    }
  }
}
