package dev.weir.crds.apply;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.LoadLocation;
import dev.weir.crds.table.TableLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The COPY that loads an object of the warehouse's store. Everything is quoted. Pure. */
final class CopyObject {
  private static final Pattern OPTION = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

  private CopyObject() {}

  /**
   * @param table {@code namespace.table}: the last point is the one between them
   * @throws WeirException BAD_REQUEST for an option that is none
   */
  static String sql(String table, TableLoad load, LoadLocation.BucketObject object) {
    int point = table.lastIndexOf('.');
    String columns =
        load.columns().isEmpty()
            ? ""
            : load.columns().stream()
                .map(SqlStatements::identifier)
                .collect(Collectors.joining(", ", " (", ")"));
    return "COPY %s.%s%s FROM %s (%s)"
        .formatted(
            SqlStatements.identifier(table.substring(0, point)),
            SqlStatements.identifier(table.substring(point + 1)),
            columns,
            SqlStatements.text("bucket:" + object.key()),
            String.join(", ", options(load)));
  }

  private static List<String> options(TableLoad load) {
    List<String> options = new ArrayList<>();
    options.add("FORMAT " + load.format().name());
    // Run twice because nobody heard how it ended, it loads once.
    options.add("LOAD_ID " + SqlStatements.text(load.source()));
    if (load.rowNumberColumn() != null) {
      options.add("GENERATE_KEY " + SqlStatements.text(load.rowNumberColumn()));
    }
    if (load.sha256() != null) {
      options.add("SHA256 " + SqlStatements.text(load.sha256()));
    }
    load.options()
        .forEach((name, value) -> options.add(optionName(name) + " " + SqlStatements.text(value)));
    return options;
  }

  /** {@code dateFormat} to {@code DATE_FORMAT}, as an upload writes it. */
  private static String optionName(String name) {
    if (!OPTION.matcher(name).matches()) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "\"" + name + "\" is not an option of COPY",
          "Options are words, as delimiter.");
    }
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
