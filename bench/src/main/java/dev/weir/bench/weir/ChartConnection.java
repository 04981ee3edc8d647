package dev.weir.bench.weir;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that posts JSON, with next to no work of its own: on a small
 * machine the client must not eat what is measured. Not thread-safe.
 */
public final class ChartConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String fixedHeaders;
  private boolean cacheHit;

  public ChartConnection(int port, String token) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    out = new BufferedOutputStream(socket.getOutputStream(), 8 * 1024);
    fixedHeaders =
        " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nAuthorization: Bearer "
            + token
            + "\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: ";
  }

  /**
   * Posts and reads the whole answer.
   *
   * @throws IOException when the status is not 200
   */
  public byte[] post(String path, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head = "POST " + path + fixedHeaders + bytes.length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes);
    out.flush();
    String status = readLine();
    byte[] answer = readBody();
    if (!status.contains(" 200")) {
      throw new IOException(
          path + " answered " + status + ": " + new String(answer, StandardCharsets.UTF_8));
    }
    return answer;
  }

  /** Whether the last answer came from the result cache. */
  public boolean cacheHit() {
    return cacheHit;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private byte[] readBody() throws IOException {
    int length = -1;
    boolean chunked = false;
    String line = readLine();
    while (!line.isEmpty()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.startsWith("transfer-encoding:")) {
        chunked = header.contains("chunked");
      } else if (header.startsWith("x-weir-cache:")) {
        cacheHit = header.endsWith("hit");
      }
      line = readLine();
    }
    return chunked ? readChunks() : readExactly(Math.max(0, length));
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = chunkSize();
    while (size > 0) {
      body.write(readExactly(size));
      readLine();
      size = chunkSize();
    }
    readLine();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(readLine().replaceFirst(";.*", "").strip(), 16);
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the server closed the connection");
    }
    return bytes;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int value = in.read();
    while (value >= 0 && value != '\n') {
      if (value != '\r') {
        line.append((char) value);
      }
      value = in.read();
    }
    if (value < 0) {
      throw new EOFException("the server closed the connection");
    }
    return line.toString();
  }
}
