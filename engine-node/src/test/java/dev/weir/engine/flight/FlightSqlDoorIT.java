package dev.weir.engine.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.FlightConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.auth2.BearerCredentialWriter;
import org.apache.arrow.flight.client.ClientCookieMiddleware;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FlightSqlDoorIT {
  private static final CallOption ADA = token(TestingDoor.ADA);
  private static final CallOption BOB = token(TestingDoor.BOB);
  private static final String ENDLESS = "SELECT i FROM range(100000000000) r(i)";

  private TestingDoor door;
  private FlightSqlClient client;

  @BeforeEach
  void open() throws Exception {
    door = new TestingDoor();
    client = connect(door);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    door.close();
  }

  @Test
  void shouldPromiseTheSchemaThatItStreams() throws Exception {
    // When
    FlightInfo info = client.execute("SELECT 1 AS a, 'x' AS b, [1.5] AS c, {'d': now()} AS e", ADA);

    // Then
    try (FlightStream rows = client.getStream(ticket(info), ADA)) {
      assertThat(rows.getSchema()).isEqualTo(info.getSchemaOptional().orElseThrow());
      assertThat(rows.next()).isTrue();
      assertThat(rows.getRoot().getRowCount()).isEqualTo(1);
    }
  }

  @Test
  void shouldRunAQueryWhenItIsDescribedAndOnce() throws Exception {
    // When
    FlightInfo info = client.execute("SELECT i FROM range(100000) r(i)", ADA);

    // Then
    await(() -> door.gateway().runs() == 1);
    assertThat(count(client.getStream(ticket(info), ADA))).isEqualTo(100_000);
    assertThat(door.gateway().runs()).isEqualTo(1);
  }

  @Test
  void shouldTellTheClientWhenAQueryFailsBeforeItsFetch() throws Exception {
    // Given
    FlightInfo info = client.execute("SELECT error('broken')", ADA);
    await(() -> door.gateway().runs() == 1 && door.gateway().running() == 0);

    // When / Then
    assertThatThrownBy(() -> count(client.getStream(ticket(info), ADA)))
        .satisfies(
            failure -> assertThat(status(failure)).isEqualTo(FlightStatusCode.INVALID_ARGUMENT));
    assertThat(door.gateway().runs()).isEqualTo(1);
  }

  @Test
  void shouldEndTheQueryThatNobodyFetchesAndRunTheNextWhenItIsFetched() throws Exception {
    // Given
    FlightInfo forgotten = client.execute(ENDLESS, ADA);
    await(() -> door.gateway().running() == 1);

    // When
    await(() -> door.gateway().running() == 0);

    // Then
    FlightInfo next = client.execute("SELECT 1", ADA);
    client.execute("SELECT 2", BOB);
    await(() -> door.gateway().runs() == 2);
    assertThat(count(client.getStream(ticket(next), ADA))).isEqualTo(1);
    assertThat(door.gateway().runs()).isEqualTo(3);
    try (FlightStream late = client.getStream(ticket(forgotten), ADA)) {
      assertThat(late.next()).isTrue();
    }
  }

  @Test
  void shouldNotHandTheRunOfAPrincipalToAnother() throws Exception {
    // Given
    FlightInfo info = client.execute("SELECT 1", ADA);
    await(() -> door.gateway().runs() == 1);

    // When / Then
    assertThat(count(client.getStream(ticket(info), BOB))).isEqualTo(1);
    assertThat(door.gateway().runs()).isEqualTo(2);
    assertThat(count(client.getStream(ticket(info), ADA))).isEqualTo(1);
    assertThat(door.gateway().runs()).isEqualTo(2);
  }

  @Test
  void shouldRunWhatATicketSaysThatAClientHasChanged() throws Exception {
    // Given a ticket with the id of a run and another statement
    FlightInfo info = client.execute("SELECT 1", ADA);
    StatementTicket real = StatementTicket.unpack(ticket(info));
    StatementTicket changed =
        new StatementTicket(
            real.id(), "SELECT 1 UNION ALL SELECT 2", real.namespace(), real.parameters());

    // When / Then
    assertThat(count(client.getStream(changed.pack(), ADA))).isEqualTo(2);
  }

  @Test
  void shouldFetchAResultTwice() throws Exception {
    // Given
    FlightInfo info = client.execute("SELECT i FROM range(100000) r(i)", ADA);

    // When / Then
    assertThat(count(client.getStream(ticket(info), ADA))).isEqualTo(100_000);
    assertThat(count(client.getStream(ticket(info), ADA))).isEqualTo(100_000);
  }

  @Test
  void shouldSendARowThatIsLargerThanAMessageAndManyThatAreNot() throws Exception {
    // Given rows of 1 MB, 64 of them in one batch of the engine
    FlightInfo info = client.execute("SELECT repeat('x', 1000000) AS t FROM range(64)", ADA);

    // When
    int messages = 0;
    int rows = 0;
    try (FlightStream stream = client.getStream(ticket(info), ADA)) {
      while (stream.next()) {
        messages++;
        rows += stream.getRoot().getRowCount();
      }
    }

    // Then they come in several messages
    assertThat(rows).isEqualTo(64);
    assertThat(messages).isGreaterThan(4);
  }

  @Test
  void shouldRefuseEveryCallWithoutAToken() throws Exception {
    // Given a ticket of somebody who has one
    FlightInfo info = client.execute("SELECT 1", ADA);

    // When / Then
    List<ThrowingCallable> calls =
        List.of(
            () -> client.execute("SELECT 1"),
            () -> client.executeUpdate("CREATE TABLE x (a INTEGER)"),
            () -> client.prepare("SELECT 1"),
            () -> count(client.getStream(ticket(info))),
            () -> client.getCatalogs(),
            () -> client.getSchemas(null, null),
            () -> client.getTables(null, null, null, null, false),
            () -> client.getTableTypes(),
            () -> client.getSqlInfo(),
            () -> client.getXdbcTypeInfo(),
            () -> client.cancelFlightInfo(new CancelFlightInfoRequest(info)),
            () -> client.setSessionOptions(new SetSessionOptionsRequest(Map.of())),
            () -> client.execute("SELECT 1", token("wrong")),
            () -> count(client.getStream(ticket(info), token("wrong"))));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .satisfies(
              failure -> assertThat(status(failure)).isEqualTo(FlightStatusCode.UNAUTHENTICATED));
    }
    assertThat(door.gateway().runs()).as("that of the ticket").isEqualTo(1);
  }

  @Test
  void shouldCarryTheWholeErrorInItsMetadata() {
    // When / Then
    assertThatThrownBy(() -> client.execute("SELEC 1", ADA))
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            failure -> {
              assertThat(failure.status().code()).isEqualTo(FlightStatusCode.INVALID_ARGUMENT);
              assertThat(failure.status().metadata().get("weir-error-code"))
                  .isEqualTo("SYNTAX_ERROR");
              assertThat(
                      new String(
                          failure.status().metadata().getByte("weir-error-bin"),
                          StandardCharsets.UTF_8))
                  .contains("\"line\":1", "\"column\":8", "\"length\":3", "Mend it.");
            });
  }

  @Test
  void shouldCancelByTheFlightInfoOfItsOwnerOnly() throws Exception {
    // Given a result that is being sent to an ordinary principal
    FlightInfo info = client.execute(ENDLESS, BOB);
    try (FlightStream rows = client.getStream(ticket(info), BOB)) {
      rows.next();
      FlightInfo another = client.execute("SELECT 1", ADA);
      assertThat(count(client.getStream(ticket(another), ADA))).isEqualTo(1);

      // When / Then
      await(() -> cancel(another, ADA) == CancelStatus.NOT_CANCELLABLE);
      assertThat(door.gateway().running()).isEqualTo(1);
      assertThat(cancel(info, BOB)).isEqualTo(CancelStatus.CANCELLING);
      assertThatThrownBy(
              () -> {
                while (rows.next()) {
                  assertThat(rows.getRoot().getRowCount()).isPositive();
                }
              })
          .isInstanceOfSatisfying(
              FlightRuntimeException.class,
              failure -> assertThat(status(failure)).isEqualTo(FlightStatusCode.CANCELLED));
      await(() -> door.gateway().running() == 0);
    }
  }

  @Test
  void shouldNotLetOthersCancel() throws Exception {
    // Given a result that is being sent to an administrator
    FlightInfo info = client.execute(ENDLESS, ADA);
    try (FlightStream rows = client.getStream(ticket(info), ADA)) {
      rows.next();

      // When / Then
      assertThat(cancel(info, BOB)).isEqualTo(CancelStatus.NOT_CANCELLABLE);
      assertThat(door.gateway().running()).isEqualTo(1);
    }
    await(() -> door.gateway().running() == 0);
  }

  @Test
  void shouldStopTheQueryOfAClientThatIsGone() throws Exception {
    // Given
    FlightSqlClient leaving = connect(door);
    FlightInfo info = leaving.execute(ENDLESS, ADA);
    FlightStream rows = leaving.getStream(ticket(info), ADA);
    rows.next();
    assertThat(door.gateway().running()).isEqualTo(1);

    // When
    rows.cancel("leaving", null);
    rows.close();
    leaving.close();

    // Then
    await(() -> door.gateway().running() == 0);
  }

  @Test
  void shouldHoldTheQueryBackWhileTheClientDoesNotRead() throws Exception {
    // Given an endless result that nobody reads
    FlightInfo info = client.execute(ENDLESS, ADA);
    try (FlightStream rows = client.getStream(ticket(info), ADA)) {
      rows.next();
      await(() -> isFlat(door));

      // When / Then: memory stands still, far below what the engine could have made
      assertThat(door.allocator().getAllocatedMemory()).isLessThan(200L << 20);
    }
    await(() -> door.gateway().running() == 0);
  }

  @Test
  void shouldCancelTheQueryOfAClientThatStalls() throws Exception {
    // Given little patience
    FlightConfig config = new FlightConfig("127.0.0.1", 0, 10, 10, 60_000, 200, 1 << 20);
    try (TestingDoor impatient = new TestingDoor(config);
        FlightSqlClient slow = connect(impatient)) {
      FlightInfo info = slow.execute(ENDLESS, ADA);

      // When
      try (FlightStream rows = slow.getStream(ticket(info), ADA)) {
        rows.next();

        // Then
        await(() -> impatient.gateway().running() == 0);
      }
    }
  }

  @Test
  void shouldLimitStreamsAndPreparedStatements() throws Exception {
    // Given room for one of each
    FlightConfig config = new FlightConfig("127.0.0.1", 0, 1, 1, 60_000, 60_000, 1 << 20);
    try (TestingDoor small = new TestingDoor(config);
        FlightSqlClient few = connect(small)) {
      FlightSqlClient.PreparedStatement first = few.prepare("SELECT 1", ADA);

      // When / Then
      assertThatThrownBy(() -> few.prepare("SELECT 2", ADA))
          .satisfies(f -> assertThat(status(f)).isEqualTo(FlightStatusCode.RESOURCE_EXHAUSTED));
      few.prepare("SELECT 2", BOB).close(BOB);
      first.close(ADA);
      few.prepare("SELECT 3", ADA).close(ADA);

      FlightInfo info = few.execute(ENDLESS, ADA);
      try (FlightStream rows = few.getStream(ticket(info), ADA)) {
        rows.next();
        assertThatThrownBy(() -> count(few.getStream(ticket(few.execute("SELECT 1", ADA)), ADA)))
            .satisfies(f -> assertThat(status(f)).isEqualTo(FlightStatusCode.RESOURCE_EXHAUSTED));
      }
    }
  }

  @Test
  void shouldNotFindThePreparedStatementsOfOthers() throws Exception {
    // Given
    try (FlightSqlClient.PreparedStatement statement = client.prepare("SELECT 1", ADA)) {
      // When / Then
      assertThatThrownBy(() -> statement.execute(BOB))
          .satisfies(f -> assertThat(status(f)).isEqualTo(FlightStatusCode.NOT_FOUND));
      assertThat(count(client.getStream(ticket(statement.execute(ADA)), ADA))).isEqualTo(1);
      statement.close(ADA);
    }
  }

  @Test
  void shouldRunAnUpdateForEachRowOfParameters() throws Exception {
    // Given
    client.executeUpdate("CREATE TABLE t (a BIGINT)", ADA);
    try (FlightSqlClient.PreparedStatement insert =
            client.prepare("INSERT INTO t VALUES (?)", ADA);
        VectorSchemaRoot rows =
            VectorSchemaRoot.create(insert.getParameterSchema(), door.allocator())) {
      BigIntVector values = (BigIntVector) rows.getVector(0);
      for (int i = 0; i < 10; i++) {
        values.setSafe(i, i);
      }
      rows.setRowCount(10);
      insert.setParameters(rows);

      // When
      long changed = insert.executeUpdate(ADA);

      // Then
      assertThat(changed).isEqualTo(10);
      insert.clearParameters();
      insert.close(ADA);
    }
    assertThat(client.executeUpdate("DELETE FROM t WHERE a >= 5", ADA)).isEqualTo(5);
  }

  @Test
  void shouldKeepTheDefaultSchemaInTheSession() throws Exception {
    // Given a client that keeps cookies
    ClientCookieMiddleware.Factory cookies = new ClientCookieMiddleware.Factory();
    try (FlightSqlClient session =
        new FlightSqlClient(
            FlightClient.builder(
                    door.allocator(), Location.forGrpcInsecure("127.0.0.1", door.port()))
                .intercept(cookies)
                .build())) {
      session.executeUpdate("CREATE SCHEMA żółw", ADA);
      session.executeUpdate("CREATE TABLE żółw.t AS SELECT 1 AS a", ADA);

      // When
      var set =
          session.setSessionOptions(
              new SetSessionOptionsRequest(
                  Map.of(
                      "schema", SessionOptionValueFactory.makeSessionOptionValue("żółw"),
                      "catalog", SessionOptionValueFactory.makeSessionOptionValue("weir"),
                      "speed", SessionOptionValueFactory.makeSessionOptionValue(9L))),
              ADA);

      // Then
      assertThat(set.getErrors()).containsOnlyKeys("speed");
      assertThat(count(session.getStream(ticket(session.execute("FROM t", ADA)), ADA)))
          .isEqualTo(1);
      assertThat(session.getSessionOptions(new GetSessionOptionsRequest(), ADA).getSessionOptions())
          .containsOnlyKeys("schema", "catalog");
      session.closeSession(new CloseSessionRequest(), ADA);
      assertThatThrownBy(() -> session.execute("FROM t", ADA)).isNotNull();
    }
  }

  @Test
  void shouldTellItsTypesAndItself() throws Exception {
    // When / Then
    assertThat(count(client.getStream(ticket(client.getXdbcTypeInfo(ADA)), ADA))).isEqualTo(21);
    assertThat(count(client.getStream(ticket(client.getXdbcTypeInfo(12, ADA)), ADA))).isEqualTo(3);
    assertThat(count(client.getStream(ticket(client.getSqlInfo(List.of(), ADA)), ADA)))
        .isGreaterThan(20);
    assertThat(
            count(
                client.getStream(ticket(client.getTables(null, null, null, null, true, ADA)), ADA)))
        .isEqualTo(2);
  }

  @Test
  void shouldRefuseATicketThatIsNotItsOwn() {
    // When / Then
    assertThatThrownBy(
            () ->
                count(
                    client.getStream(new Ticket("nonsense".getBytes(StandardCharsets.UTF_8)), ADA)))
        .isInstanceOf(FlightRuntimeException.class);
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    // When / Then
    assertThatThrownBy(() -> new TestingDoor(FlightConfig.defaults(door.port())))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.PORT_IN_USE));
  }

  private CancelStatus cancel(FlightInfo info, CallOption token) {
    return client.cancelFlightInfo(new CancelFlightInfoRequest(info), token).getStatus();
  }

  private static FlightSqlClient connect(TestingDoor to) {
    return new FlightSqlClient(
        FlightClient.builder(to.allocator(), Location.forGrpcInsecure("127.0.0.1", to.port()))
            .build());
  }

  private static CallOption token(String token) {
    return new CredentialCallOption(new BearerCredentialWriter(token));
  }

  private static Ticket ticket(FlightInfo info) {
    return info.getEndpoints().getFirst().getTicket();
  }

  private static long count(FlightStream stream) throws Exception {
    try (stream) {
      long rows = 0;
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
      }
      return rows;
    }
  }

  private static FlightStatusCode status(Throwable failure) {
    return ((FlightRuntimeException) failure).status().code();
  }

  /** Whether memory is the same at many looks in a row. */
  private static boolean isFlat(TestingDoor door) {
    List<Long> seen = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      seen.add(door.allocator().getAllocatedMemory());
      Thread.yield();
    }
    return seen.stream().distinct().count() == 1;
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("the condition comes true in time").isBefore(end);
      Thread.onSpinWait();
    }
  }
}
