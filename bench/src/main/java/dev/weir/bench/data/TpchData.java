package dev.weir.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The TPC-H tables as Parquet files, made by the PyPI package {@code tpchgen-cli} in a virtual
 * environment.
 */
public final class TpchData {
  private static final String GENERATOR = "tpchgen-cli==4.0.0";
  private static final int SECONDS_MAX = 900;

  /** The tables with their primary keys, referenced ones first. */
  public static final Map<String, List<String>> PRIMARY_KEYS =
      Map.ofEntries(
          Map.entry("region", List.of("r_regionkey")),
          Map.entry("nation", List.of("n_nationkey")),
          Map.entry("supplier", List.of("s_suppkey")),
          Map.entry("customer", List.of("c_custkey")),
          Map.entry("part", List.of("p_partkey")),
          Map.entry("partsupp", List.of("ps_partkey", "ps_suppkey")),
          Map.entry("orders", List.of("o_orderkey")),
          Map.entry("lineitem", List.of("l_orderkey", "l_linenumber")));

  private TpchData() {}

  /**
   * The folder with {@code TABLE.parquet} for each table.
   *
   * @param scaleFactor as the generator takes it: {@code 1}, {@code 0.01}
   */
  public static Path folder(Cache cache, String scaleFactor) throws IOException {
    return cache.folder(
        "tpch-sf" + scaleFactor,
        GENERATOR + " " + scaleFactor,
        folder -> {
          Path generator = venv(cache).resolve("bin").resolve("tpchgen-cli");
          List<String> command = new ArrayList<>();
          command.add(generator.toString());
          command.addAll(List.of("parquet", "-s", scaleFactor, "-o", folder.toString()));
          Tool.run(folder, SECONDS_MAX, command);
          for (String table : PRIMARY_KEYS.keySet()) {
            if (!Files.exists(folder.resolve(table + ".parquet"))) {
              throw new IOException("the generator made no " + table + ".parquet");
            }
          }
        });
  }

  private static Path venv(Cache cache) throws IOException {
    return Venv.folder(cache, List.of(GENERATOR));
  }
}
