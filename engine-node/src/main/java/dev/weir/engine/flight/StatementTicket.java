package dev.weir.engine.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;

/**
 * What a client fetches a result with. It holds everything that is needed to run the statement, so
 * that any server can, as often as it is fetched; it gives no rights, the caller who fetches needs
 * them.
 *
 * @param id names the run, for cancelling and for finding one that has begun
 * @param sql one statement
 * @param namespace where unqualified names are looked up; empty: the default
 * @param parameters an Arrow IPC stream with one row; empty when there are none
 */
record StatementTicket(String id, String sql, String namespace, byte[] parameters) {

  static StatementTicket of(String sql, String namespace, byte[] parameters) {
    return new StatementTicket(UUID.randomUUID().toString(), sql, namespace, parameters);
  }

  /** Whether every part is the same: a client can write what it likes into a ticket. */
  boolean isSame(StatementTicket other) {
    return id.equals(other.id)
        && sql.equals(other.sql)
        && namespace.equals(other.namespace)
        && Arrays.equals(parameters, other.parameters);
  }

  Ticket pack() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (byte[] part : new byte[][] {utf8(id), utf8(sql), utf8(namespace), parameters}) {
        out.writeInt(part.length);
        out.write(part);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    TicketStatementQuery query =
        TicketStatementQuery.newBuilder()
            .setStatementHandle(ByteString.copyFrom(bytes.toByteArray()))
            .build();
    return new Ticket(Any.pack(query).toByteArray());
  }

  static StatementTicket unpack(ByteString handle) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(handle.toByteArray()))) {
      return new StatementTicket(text(part(in)), text(part(in)), text(part(in)), part(in));
    } catch (IOException malformed) {
      throw malformed(malformed);
    }
  }

  static StatementTicket unpack(Ticket ticket) {
    try {
      return unpack(
          Any.parseFrom(ticket.getBytes()).unpack(TicketStatementQuery.class).getStatementHandle());
    } catch (InvalidProtocolBufferException malformed) {
      throw malformed(malformed);
    }
  }

  private static byte[] part(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("A part is longer than the ticket");
    }
    return in.readNBytes(length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static WeirException malformed(IOException cause) {
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        "The ticket is not one of this server.",
        "Fetch with the ticket of the FlightInfo that getFlightInfo answered.",
        cause);
  }
}
