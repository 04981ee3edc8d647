package dev.weir.web.testing;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.Caller;
import dev.weir.web.WebNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/**
 * A warehouse of one table, {@code default.flights}, for three principals: {@code ada} is an
 * administrator, {@code bob} sees the table through a row filter and a mask, {@code eve} sees
 * nothing.
 */
public final class TestingWarehouse implements AutoCloseable {
  public static final String ADA = "token-of-ada";
  public static final String BOB = "token-of-bob";
  public static final String EVE = "token-of-eve";

  private static final Schema FLIGHTS =
      new Schema(
          List.of(
              Types.NestedField.required(1, "id", Types.LongType.get(), "made by the loader"),
              Types.NestedField.optional(2, "origin", Types.StringType.get()),
              Types.NestedField.optional(3, "delay", Types.IntegerType.get()),
              Types.NestedField.optional(4, "day", Types.DateType.get())),
          Set.of(1));

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final TestingMeta meta = new TestingMeta();
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();
  private final TestingGateway gateway =
      new TestingGateway(
          "CREATE TABLE flights AS SELECT range AS id,"
              + " CASE WHEN range % 3 = 0 THEN 'ORD' WHEN range % 3 = 1 THEN 'O''Hare' ELSE NULL END"
              + " AS origin, CAST(range % 100 AS INTEGER) AS delay,"
              + " DATE '2001-01-01' + CAST(range // 100 AS INTEGER) AS day FROM range(1000)");

  public TestingWarehouse() {
    catalog.initialize("testing", Map.of());
    catalog.createNamespace(Namespace.of("default"));
    Table table =
        catalog
            .buildTable(TableIdentifier.of("default", "flights"), FLIGHTS)
            .withSortOrder(SortOrder.builderFor(FLIGHTS).asc("id").build())
            .withProperty("format-version", "2")
            .create();
    append(table, "a.parquet", 600, 0, 599, "ATL", "ORD");
    append(table, "b.parquet", 400, 600, 999, "BOS", "SFO");
    table = catalog.loadTable(TableIdentifier.of("default", "flights"));
    meta.show("ada", "flights", table, Policy.newBuilder());
    meta.show(
        "bob",
        "flights",
        table,
        Policy.newBuilder().addRowFilters("origin = 'ORD'").putColumnMasks("delay", "NULL"));
    callers.put(ADA, new Caller("default", "ada", "Ada", List.of("admins"), true));
    callers.put(BOB, new Caller("default", "bob", "Bob", List.of("readers"), false));
    callers.put(EVE, new Caller("default", "eve", "Eve", List.of(), false));
  }

  /** What web asks, all of it. */
  public WebNode.Ports ports() {
    return new WebNode.Ports(gateway, authenticator(), meta.stub(), () -> catalog);
  }

  public Caller ada() {
    return callers.get(ADA);
  }

  public Caller bob() {
    return callers.get(BOB);
  }

  public Caller eve() {
    return callers.get(EVE);
  }

  public TestingGateway gateway() {
    return gateway;
  }

  public TestingMeta meta() {
    return meta;
  }

  public Catalog catalog() {
    return catalog;
  }

  /** Knows the three tokens until they are revoked. */
  public Authenticator authenticator() {
    return token -> {
      Caller caller = callers.get(token);
      if (caller == null) {
        throw new WeirException(
            ErrorCode.UNAUTHENTICATED, "The token is unknown.", "'./weir token' prints one.");
      }
      return caller;
    };
  }

  /** Makes a token for one more principal without rights. */
  public void addToken(String token, String principal) {
    callers.put(token, new Caller("default", principal, principal, List.of(), false));
  }

  public void revoke(String token) {
    callers.remove(token);
  }

  @Override
  public void close() {
    gateway.close();
    meta.close();
  }

  private static void append(
      Table table, String file, long rows, long idMin, long idMax, String low, String high) {
    Map<Integer, ByteBuffer> lower =
        Map.of(
            1, Conversions.toByteBuffer(Types.LongType.get(), idMin),
            2, Conversions.toByteBuffer(Types.StringType.get(), low),
            3, Conversions.toByteBuffer(Types.IntegerType.get(), 0),
            4, Conversions.toByteBuffer(Types.DateType.get(), 11_323));
    Map<Integer, ByteBuffer> upper =
        Map.of(
            1, Conversions.toByteBuffer(Types.LongType.get(), idMax),
            2, Conversions.toByteBuffer(Types.StringType.get(), high),
            3, Conversions.toByteBuffer(Types.IntegerType.get(), 99),
            4, Conversions.toByteBuffer(Types.DateType.get(), 11_332));
    table
        .newAppend()
        .appendFile(
            DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath("memory:/flights/" + file)
                .withFormat("parquet")
                .withFileSizeInBytes(rows * 10)
                .withSplitOffsets(List.of(4L))
                .withMetrics(
                    new Metrics(
                        rows,
                        Map.of(1, rows, 2, rows * 2, 3, rows, 4, rows),
                        Map.of(1, rows, 2, rows, 3, rows, 4, rows),
                        Map.of(1, 0L, 2, 5L, 3, 0L, 4, 0L),
                        Map.of(),
                        lower,
                        upper))
                .build())
        .commit();
  }
}
