package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.FileUpload;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.door.QueryDoor;
import dev.weir.web.remote.GatewayPods;
import dev.weir.web.remote.RemoteGateway;
import dev.weir.web.remote.RemoteUploads;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in another process does what one in this process does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteGatewayIT {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String LONG = "SELECT count(*) FROM range(100000000000) a";

  private TestingLocal local;
  private QueryDoor door;
  private GatewayPods pods;
  private QueryGateway near;
  private QueryGateway far;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    local = new TestingLocal(temp.resolve("data"));
    near = local.node().gateway();
    door =
        QueryDoor.open(
            new MetaConfig.Listen("127.0.0.1", 0),
            PartToken.of(SECRET),
            near,
            local.node().uploads());
    pods = pods(SECRET);
    far = new RemoteGateway(pods);
    local.run("CREATE TABLE people (id BIGINT, name VARCHAR, PRIMARY KEY (id))");
    local.run("INSERT INTO people VALUES (1, 'Ada'), (2, 'Grace'), (3, NULL)");
  }

  @AfterAll
  void stop() {
    pods.close();
    door.close();
    local.close();
  }

  private GatewayPods pods(String token) {
    return new GatewayPods(
        () -> List.of("127.0.0.1:" + door.port()),
        address -> Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build(),
        PartToken.of(token));
  }

  @Test
  void shouldAnswerWithTheSameBytes() throws IOException {
    for (String sql :
        List.of(
            "SELECT * FROM people ORDER BY id",
            "SELECT 9007199254740993, 1.5::DECIMAL(10, 2), 'NaN'::DOUBLE, DATE '2026-01-31', [1, 2]",
            "SELECT i, repeat('x', 100) FROM range(20000) t(i)",
            "EXPLAIN SELECT name FROM people",
            "SHOW TABLES")) {
      QueryHandle here = near.run(TestingLocal.request(sql));
      QueryHandle there = far.run(TestingLocal.request(sql));

      assertThat(there.status().columns()).isEqualTo(here.status().columns());
      assertThat(rows(there)).as(sql).isEqualTo(rows(here));
      assertThat(arrow(there)).as(sql).isEqualTo(arrow(here));
    }
  }

  private static String rows(QueryHandle query) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    query.writeJsonRows(0, 100_000, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static byte[] arrow(QueryHandle query) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    query.writeArrow(out);
    return out.toByteArray();
  }

  @Test
  void shouldTakeEverythingThatARequestCanSay() throws IOException {
    List<Object> values =
        Arrays.asList(
            "text",
            7L,
            1.5,
            new BigDecimal("2.50"),
            true,
            null,
            LocalDate.of(2026, 1, 31),
            LocalDateTime.of(2026, 1, 31, 12, 30, 15, 123_000_000),
            Instant.parse("2026-01-31T12:00:00.25Z"),
            new byte[] {1, 2, 3});
    String sql =
        "SELECT name, " + String.join(", ", Collections.nCopies(values.size(), "?")) + " FROM p";
    QueryRequest request =
        new QueryRequest(
            TestingLocal.ADMIN,
            sql.replace("FROM p", "FROM people"),
            values,
            List.of(
                new TableFilter("people", "id", TableFilter.Operator.IN, List.of(2L, 5L)),
                new TableFilter("people", "name", TableFilter.Operator.IS_NOT_NULL, List.of())),
            "default",
            new Origin(Origin.Kind.DASHBOARD, "default/sales", "chart-1"),
            "default",
            Instant.now(),
            60_000,
            10,
            false);

    QueryHandle there = far.run(request);

    assertThat(rows(there))
        .isEqualTo(rows(near.run(request)))
        .contains("Grace")
        .doesNotContain("Ada");
    QueryStatus status = there.status();
    assertThat(status.origin()).isEqualTo(request.origin());
    assertThat(status.principal()).isEqualTo("admin");
    assertThat(far.find(there.id(), TestingLocal.ADMIN).orElseThrow().status()).isEqualTo(status);
    assertThat(far.history(TestingLocal.ADMIN, 1_000)).contains(status);
  }

  @Test
  void shouldFailAsTheGatewayDoes() {
    String sql = "SELECT *\nFROM peopel";

    WeirException here =
        catchThrowableOfType(WeirException.class, () -> near.run(TestingLocal.request(sql)));
    WeirException there =
        catchThrowableOfType(WeirException.class, () -> far.run(TestingLocal.request(sql)));

    assertThat(there.code()).isEqualTo(here.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(there).hasMessage(here.getMessage());
    assertThat(there.hint()).isEqualTo(here.hint());
    assertThat(there.position()).isEqualTo(here.position()).isNotNull();
    assertThat(
            catchThrowableOfType(WeirException.class, () -> far.describe(TestingLocal.request(sql)))
                .position())
        .isEqualTo(here.position());
  }

  @Test
  void shouldDescribe() {
    QueryRequest request = TestingLocal.request("SELECT name FROM people WHERE id = ?");
    assertThat(far.describe(request)).isEqualTo(near.describe(request));
  }

  @Test
  void shouldTellHowAQueryGoesOnAndCancelIt() throws Exception {
    QueryHandle query = far.submit(TestingLocal.request(LONG));
    List<QueryStatus> seen = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (QueryHandle.Subscription following =
        query.follow(
            status -> {
              seen.add(status);
              if (status.state() == QueryState.RUNNING) {
                runs.countDown();
              } else if (status.state().isFinal()) {
                ended.countDown();
              }
            })) {
      assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();

      query.cancel();

      assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(query.await().state()).isEqualTo(QueryState.CANCELLED);
    assertThat(seen.getLast().state()).isEqualTo(QueryState.CANCELLED);
    assertThatThrownBy(() -> rows(query))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  @Test
  void shouldKeepQueriesFromOthers() {
    QueryHandle query = far.run(TestingLocal.request("SELECT 1"));
    Caller other = new Caller("default", "eve", "Eve", List.of(), false);

    assertThat(far.find(query.id(), other)).isEmpty();
    assertThat(far.find("nothing", TestingLocal.ADMIN)).isEmpty();
  }

  @Test
  void shouldLoadFiles() throws Exception {
    local.run("CREATE TABLE sent (id BIGINT, PRIMARY KEY (id))");
    StringBuilder csv = new StringBuilder("id\n");
    for (int i = 0; i < 200_000; i++) {
      csv.append(i).append('\n');
    }
    RemoteUploads uploads = new RemoteUploads(pods);

    QueryStatus taken =
        uploads.load(
            upload("default.sent"),
            new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)));

    QueryHandle copy = far.find(taken.id(), TestingLocal.ADMIN).orElseThrow();
    assertThat(copy.await().state()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(local.run("SELECT count(*), max(id) FROM sent")).isEqualTo("[[200000,199999]]");
  }

  private static FileUpload upload(String table) {
    return new FileUpload(TestingLocal.ADMIN, table, "csv", "sent.csv", -1, Map.of());
  }

  @Test
  void shouldRefuseFilesAtOnce() {
    RemoteUploads uploads = new RemoteUploads(pods);
    // One that never ends by itself: who is refused need not send all of it.
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThatThrownBy(() -> uploads.load(upload("nonsense"), endless))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  @Test
  void shouldKeepNothingOfAFileThatBreaksOff() {
    RemoteUploads uploads = new RemoteUploads(pods);
    InputStream broken =
        new InputStream() {
          private int left = 1_000_000;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("the line is dead");
            }
            return 'x';
          }
        };
    int before = far.history(TestingLocal.ADMIN, 1_000).size();

    assertThatThrownBy(() -> uploads.load(upload("default.people"), broken))
        .isInstanceOf(IOException.class)
        .hasMessage("the line is dead");

    assertThat(far.history(TestingLocal.ADMIN, 1_000)).hasSize(before);
  }

  @Test
  void shouldSurviveAReaderThatGoesAway() throws Exception {
    QueryHandle query =
        far.run(TestingLocal.request("SELECT i, repeat('y', 500) FROM range(100000) t(i)"));
    OutputStream narrow =
        new OutputStream() {
          private int left = 1_000_000;

          @Override
          public void write(int b) throws IOException {
            if (left-- <= 0) {
              throw new IOException("enough");
            }
          }
        };

    assertThatThrownBy(() -> query.writeArrow(narrow)).hasMessage("enough");

    assertThat(arrow(query)).hasSizeGreaterThan(50_000_000);
  }

  @Test
  void shouldTakeCallsOfPartsOnly() {
    try (GatewayPods strangers = pods("another token of more than 32 characters")) {
      RemoteGateway stranger = new RemoteGateway(strangers);
      assertThatThrownBy(() -> stranger.run(TestingLocal.request("SELECT 1")))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }
  }

  @Test
  void shouldSayThatThereIsNoGateway() {
    try (GatewayPods none =
        new GatewayPods(
            List::of,
            address -> {
              throw new IllegalStateException(address);
            },
            PartToken.of(SECRET))) {
      assertThatThrownBy(() -> new RemoteGateway(none).run(TestingLocal.request("SELECT 1")))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
  }
}
