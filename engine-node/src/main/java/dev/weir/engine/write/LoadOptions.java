package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a file is loaded: what COPY says in brackets, and an upload in its query. Immutable.
 *
 * @param format of the file
 * @param columns of the table that the file's go to, in the order of the file; empty: as the file
 *     names them
 * @param replaceRows rows of the same key are replaced; otherwise they are an error
 * @param rejectRows rows that cannot be read are put aside and reported; otherwise the load is
 *     refused
 * @param primaryKey of the table when it is to be made; empty: the table must be there
 * @param generateKey name of a BIGINT column that numbers the rows; null: none
 * @param loadId a load of the same id that has happened is not repeated; null: it is
 * @param sha256 that the file has, in hexadecimal; null: any
 * @param csv how text is read: {@code header}, {@code delimiter}, {@code quote}, {@code escape},
 *     {@code null}, {@code date_format}, {@code timestamp_format}, {@code skip}, {@code encoding}
 */
public record LoadOptions(
    Format format,
    List<String> columns,
    boolean replaceRows,
    boolean rejectRows,
    List<String> primaryKey,
    @Nullable String generateKey,
    @Nullable String loadId,
    @Nullable String sha256,
    Map<String, String> csv) {

  /** Formats of files; AUTO: by the name of the file. */
  public enum Format {
    AUTO,
    PARQUET,
    CSV,
    JSON
  }

  /** A file that says everything itself, added to a table that is there. */
  public static final LoadOptions DEFAULT =
      new LoadOptions(Format.AUTO, List.of(), false, false, List.of(), null, null, null, Map.of());

  private static final Set<String> CSV_OPTIONS =
      Set.of(
          "header",
          "delimiter",
          "quote",
          "escape",
          "null",
          "date_format",
          "timestamp_format",
          "skip",
          "encoding");

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "delim", "delimiter",
          "sep", "delimiter",
          "nullstr", "null",
          "dateformat", "date_format",
          "timestampformat", "timestamp_format",
          "key_column", "generate_key",
          "rejects", "on_error");

  /**
   * Options by name: {@code format}, {@code on_conflict} ({@code error} or {@code replace}), {@code
   * mode} ({@code append} or {@code replace}, the same in other words), {@code on_error} ({@code
   * fail} or {@code report}), {@code generate_key}, {@code primary_key} (names separated by
   * commas), {@code load_id}, {@code sha256}, and those of text.
   *
   * @throws WeirException BAD_REQUEST for a name or value that is not known
   */
  public static LoadOptions of(Map<String, String> options, List<String> columns) {
    Format format = Format.AUTO;
    boolean replace = false;
    boolean reject = false;
    List<String> primaryKey = List.of();
    String generateKey = null;
    String loadId = null;
    String sha256 = null;
    Map<String, String> csv = new LinkedHashMap<>();
    for (Map.Entry<String, String> option : options.entrySet()) {
      String given = option.getKey().toLowerCase(Locale.ROOT);
      String name = OTHER_NAMES.getOrDefault(given, given);
      String value = option.getValue();
      switch (name) {
        case "format" -> format = format(value);
        case "on_conflict" -> replace = choice(name, value, "error", "replace");
        case "mode" -> replace = choice(name, value, "append", "replace");
        case "on_error" -> reject = choice(name, value, "fail", "report");
        case "primary_key" -> primaryKey = names(value);
        case "generate_key" -> generateKey = value;
        case "load_id" -> loadId = value;
        case "sha256" -> sha256 = value;
        default -> {
          if (!CSV_OPTIONS.contains(name)) {
            throw unknown(given);
          }
          csv.put(name, value);
        }
      }
    }
    return new LoadOptions(
        format,
        List.copyOf(columns),
        replace,
        reject,
        primaryKey,
        generateKey == null || generateKey.isBlank() ? null : generateKey,
        loadId,
        sha256,
        Map.copyOf(csv));
  }

  private static Format format(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "auto", "" -> Format.AUTO;
      case "parquet" -> Format.PARQUET;
      case "csv", "tsv" -> Format.CSV;
      case "json", "ndjson" -> Format.JSON;
      default ->
          throw new WeirException(
              ErrorCode.BAD_REQUEST, "no format " + value, "Formats are parquet, csv and json.");
    };
  }

  private static boolean choice(String name, String value, String no, String yes) {
    if (value.equalsIgnoreCase(yes)) {
      return true;
    }
    if (value.equalsIgnoreCase(no)) {
      return false;
    }
    throw new WeirException(
        ErrorCode.BAD_REQUEST,
        name + " cannot be " + value,
        name + " is " + no + " (the default) or " + yes + ".");
  }

  private static List<String> names(String value) {
    List<String> names = new ArrayList<>();
    for (String name : value.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return List.copyOf(names);
  }

  private static WeirException unknown(String name) {
    List<String> known = new ArrayList<>(CSV_OPTIONS);
    known.addAll(
        List.of(
            "format",
            "on_conflict",
            "mode",
            "on_error",
            "primary_key",
            "generate_key",
            "load_id",
            "sha256"));
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        "no option " + name,
        NearestName.of(name, known)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Options: " + String.join(", ", known.stream().sorted().toList())));
  }

  /** The format of a file: as it was said, or by the end of its name. */
  Format formatOf(String fileName) {
    if (format != Format.AUTO) {
      return format;
    }
    String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
    if (name.endsWith(".parquet") || name.endsWith(".pq")) {
      return Format.PARQUET;
    }
    if (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt")) {
      return Format.CSV;
    }
    if (name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
      return Format.JSON;
    }
    throw new WeirException(
        ErrorCode.BAD_REQUEST,
        "the name " + fileName + " does not tell the format",
        "Say FORMAT parquet, csv or json.");
  }
}
