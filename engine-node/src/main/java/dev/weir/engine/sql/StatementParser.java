package dev.weir.engine.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Reads a query with the SQL engine's own parser and refuses everything but one query that stays
 * inside the catalog. Thread-safe.
 */
public final class StatementParser {
  /** Nested levels of a tree's JSON; the engine itself allows 1,000 nested expressions. */
  private static final int DEPTH_MAX = 10_000;

  private static final Pattern LOCATIONS =
      Pattern.compile("\"query_location\":\\d+,\"query_location_length\":\\d+");

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEPTH_MAX)
                      .maxStringLength(Integer.MAX_VALUE)
                      .build())
              .build());

  private final SyntaxReader reader;
  private final FunctionPolicy policy;

  public StatementParser(SyntaxReader reader, FunctionPolicy policy) {
    this.reader = reader;
    this.policy = policy;
  }

  /**
   * @throws WeirException SYNTAX_ERROR, STATEMENT_NOT_SUPPORTED, FUNCTION_NOT_ALLOWED, each with
   *     its place
   */
  public ParsedStatement parse(String sql) {
    Dialect dialect = Dialect.read(sql);
    EditedText edited = dialect.query();
    SourceText source = new SourceText(edited.text());
    String json = reader.read(edited.text());
    JsonNode answer = tree(json);
    if (answer.path("error").asBoolean()) {
      throw syntaxError(sql, edited, source, answer);
    }
    JsonNode statements = answer.path("statements");
    if (statements.size() != 1) {
      throw new WeirException(
          statements.isEmpty() ? ErrorCode.SYNTAX_ERROR : ErrorCode.STATEMENT_NOT_SUPPORTED,
          statements.isEmpty() ? "there is no statement" : "more than one statement",
          "Send one statement at a time.");
    }
    JsonNode root = statements.get(0).path("node");
    StatementScan scan = new StatementScan(sql, edited, source, policy);
    scan.scan(root);
    return new ParsedStatement(
        sql,
        dialect.mode(),
        edited,
        source,
        root,
        scan.tables(),
        scan.repeatable(),
        scan.usesNumbers(),
        fingerprint(json),
        json.length());
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "the statement is nested too deeply",
          "Split it with WITH or views.",
          e);
    }
  }

  private static WeirException syntaxError(
      String sql, EditedText edited, SourceText source, JsonNode answer) {
    String message = answer.path("error_message").asText();
    if (!answer.path("error_type").asText().equals("parser")) {
      return new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "this statement is not supported: " + message,
          "Queries are SELECT, VALUES, FROM and WITH; PIVOT needs its IN list inside FROM (PIVOT …).");
    }
    SourcePosition position = null;
    if (answer.hasNonNull("position")) {
      int start = source.charAt(answer.path("position").asInt());
      int end = source.charAt(answer.path("position").asInt() + lengthOf(answer));
      int from = edited.toOriginal(start);
      position = new SourceText(sql).position(from, Math.max(from, edited.toOriginal(end)));
    }
    return new WeirException(ErrorCode.SYNTAX_ERROR, message, null, position, null);
  }

  /** The second number of {@code [start,length]}. */
  private static int lengthOf(JsonNode answer) {
    String location = answer.path("location").asText();
    int comma = location.indexOf(',');
    return comma < 0
        ? 0
        : Integer.parseInt(location.substring(comma + 1, location.length() - 1).trim());
  }

  private static String fingerprint(String json) {
    try {
      byte[] normal = LOCATIONS.matcher(json).replaceAll("").getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(normal));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
