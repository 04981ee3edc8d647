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
import io.grpc.ManagedChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  private static final Duration SOON = Duration.ofMillis(500);

  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
  private TestingLocal local;
  private QueryDoor door;
  private GatewayPods pods;
  private QueryGateway near;
  private QueryGateway far;

  @BeforeAll
  void start(@TempDir Path temp) throws Exception {
    local = new TestingLocal(temp.resolve("data"));
    near = local.node().gateway();
    door = door(local);
    pods = pods(SECRET);
    far = new RemoteGateway(pods, SOON);
    local.run("CREATE TABLE people (id BIGINT, name VARCHAR, PRIMARY KEY (id))");
    local.run("INSERT INTO people VALUES (1, 'Ada'), (2, 'Grace'), (3, NULL)");
  }

  @AfterAll
  void stop() {
    thread.close();
    pods.close();
    door.close();
    local.close();
  }

  private static QueryDoor door(TestingLocal of) {
    return QueryDoor.open(
        new MetaConfig.Listen("127.0.0.1", 0),
        PartToken.of(SECRET),
        of.node().gateway(),
        of.node().uploads());
  }

  private GatewayPods pods(String token) {
    return new GatewayPods(
        () -> addresses(List.of(door.port())),
        List::of,
        RemoteGatewayIT::channel,
        PartToken.of(token));
  }

  private static List<String> addresses(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).toList();
  }

  private static ManagedChannel channel(String address) {
    return Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
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
    RemoteUploads uploads = new RemoteUploads(pods, SOON);

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
    RemoteUploads uploads = new RemoteUploads(pods, SOON);
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
    RemoteUploads uploads = new RemoteUploads(pods, SOON);
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
      RemoteGateway stranger = new RemoteGateway(strangers, SOON);
      assertThatThrownBy(() -> stranger.run(TestingLocal.request("SELECT 1")))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }
  }

  @Test
  void shouldTakeQueriesElsewhereAndAnswerForItsOwnWhileAGatewayLeaves(@TempDir Path temp)
      throws Exception {
    List<Integer> ready = new CopyOnWriteArrayList<>();
    try (TestingLocal other = new TestingLocal(temp.resolve("data"));
        QueryDoor first = door(local);
        QueryDoor second = door(other);
        GatewayPods both =
            new GatewayPods(
                () -> addresses(ready),
                () -> addresses(List.of(first.port(), second.port())),
                RemoteGatewayIT::channel,
                PartToken.of(SECRET))) {
      ready.addAll(List.of(first.port(), second.port()));
      RemoteGateway gateways = new RemoteGateway(both, SOON);
      QueryHandle before = gateways.run(TestingLocal.request("SELECT 42"));
      boolean ofFirst = near.find(before.id(), TestingLocal.ADMIN).isPresent();
      QueryDoor leaving = ofFirst ? first : second;
      QueryGateway left = (ofFirst ? local : other).node().gateway();
      AtomicInteger running = new AtomicInteger(1);

      CountDownLatch begun = new CountDownLatch(1);
      Future<Boolean> drained =
          thread.submit(
              () ->
                  leaving.drain(
                      () -> {
                        begun.countDown();
                        return running.get();
                      },
                      Duration.ofSeconds(2),
                      Duration.ofMinutes(1)));
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
      for (int i = 0; i < 5; i++) {
        QueryHandle next = gateways.run(TestingLocal.request("SELECT 43"));
        assertThat(left.find(next.id(), TestingLocal.ADMIN)).isEmpty();
      }
      for (TestingLocal one : List.of(local, other)) {
        one.run("CREATE TABLE handed (id BIGINT, PRIMARY KEY (id))");
      }
      QueryStatus loaded =
          new RemoteUploads(both, SOON)
              .load(
                  upload("default.handed"),
                  new ByteArrayInputStream("id\n1\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(left.find(loaded.id(), TestingLocal.ADMIN)).isEmpty();
      assertThat(gateways.find(loaded.id(), TestingLocal.ADMIN).orElseThrow().await().state())
          .isEqualTo(QueryState.SUCCEEDED);
      ready.remove((Object) leaving.port());
      TimeUnit.MILLISECONDS.sleep(1_100); // the addresses are asked for once a second

      assertThat(rows(before)).isEqualTo("[[42]]");
      assertThat(rows(gateways.find(before.id(), TestingLocal.ADMIN).orElseThrow()))
          .isEqualTo("[[42]]");
      assertThat(gateways.history(TestingLocal.ADMIN, 10)).isNotEmpty();
      assertThat(drained.isDone()).isFalse();
      running.set(0);
      assertThat(drained.get(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void shouldEndADrainThatLastsTooLong() {
    try (QueryDoor busy = door(local)) {
      assertThat(busy.drain(() -> 1, Duration.ZERO, Duration.ofMillis(100))).isFalse();
    }
  }

  @Test
  void shouldAskTheNextWhenAGatewayCannotBeConnectedTo() throws Exception {
    int gone;
    try (QueryDoor closed = door(local)) {
      gone = closed.port();
    }
    AtomicInteger asked = new AtomicInteger();
    try (GatewayPods late =
        new GatewayPods(
            // The other one is found out about later.
            () -> addresses(asked.incrementAndGet() < 2 ? List.of(gone) : List.of(door.port())),
            List::of,
            RemoteGatewayIT::channel,
            PartToken.of(SECRET))) {
      QueryHandle query =
          new RemoteGateway(late, Duration.ofSeconds(30)).run(TestingLocal.request("SELECT 1"));

      assertThat(rows(query)).isEqualTo("[[1]]");
    }
  }

  @Test
  void shouldSayThatThereIsNoGateway() {
    try (GatewayPods none =
        new GatewayPods(
            List::of,
            List::of,
            address -> {
              throw new IllegalStateException(address);
            },
            PartToken.of(SECRET))) {
      assertThatThrownBy(() -> new RemoteGateway(none, SOON).run(TestingLocal.request("SELECT 1")))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
  }
}
