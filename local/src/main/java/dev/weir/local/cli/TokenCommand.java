package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir token}. */
@Command(
    name = "token",
    description = {
      "Print the administrator's token, for PyIceberg, JDBC, ADBC and curl.",
      "With --user, make a token for a user and print it, for the only time."
    },
    footer = {
      "",
      "  ./weir sql \"CREATE USER alice\"",
      "  ./weir token --user alice --expires 12h",
      "",
      "GET /api/v1/tokens lists tokens, DELETE /api/v1/tokens/ID revokes one."
    })
final class TokenCommand implements Callable<Integer> {
  @Mixin Target target;
  @Spec CommandSpec spec;

  @Option(names = "--user", paramLabel = "NAME", description = "Make a token for this user.")
  @Nullable String user;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = Lifetime.class,
      description = "When it stops working: a number with s, m, h, d or w (default: 30d).")
  @Nullable Duration expires;

  @Override
  public Integer call() {
    if (user == null) {
      if (expires != null) {
        throw new ParameterException(
            spec.commandLine(),
            "--expires is for the token of a user: name it with --user. The administrator's token"
                + " does not expire.");
      }
      System.out.println(target.token());
      return 0;
    }
    ObjectNode body = ApiClient.JSON.createObjectNode().put("user", user);
    if (expires != null) {
      body.put("lifetimeSeconds", expires.toSeconds());
    }
    JsonNode made = target.client().post("/api/v1/tokens", body);
    // Not where a script reads the token.
    System.err.printf(
        "Token %s of %s, until %s. It is not shown again.%n",
        made.path("id").asText(),
        made.path("user").asText(),
        Instant.ofEpochMilli(made.path("expiresEpochMillis").asLong()));
    System.out.println(made.path("token").asText());
    return 0;
  }
}
