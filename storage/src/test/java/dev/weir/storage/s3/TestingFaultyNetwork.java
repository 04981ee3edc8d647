package dev.weir.storage.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that breaks connections when it is told to. */
final class TestingFaultyNetwork implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private final AtomicLong bytesUntilBreak = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger broken = new AtomicInteger();

  TestingFaultyNetwork(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String endpoint() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** The next {@code count} answers never arrive, although the server did what was asked. */
  void loseAnswers(int count) {
    answersToLose.set(count);
  }

  /** One connection breaks after so many bytes of answers. */
  void breakAfter(long bytes) {
    bytesUntilBreak.set(bytes);
  }

  /** Closes every connection, as a server does with those that have been idle for long. */
  int dropAll() throws IOException {
    int dropped = 0;
    for (Socket socket : sockets) {
      dropped += socket.isClosed() ? 0 : 1;
      socket.close();
    }
    sockets.clear();
    return dropped / 2;
  }

  /** How many connections were broken. */
  int broken() {
    return broken.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> pump(client, server, false));
        Thread.ofVirtual().start(() -> pump(server, client, true));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[16 * 1024];
    try (Closeable first = from;
        Closeable second = to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count = in.read(buffer);
      while (count >= 0 && !(answers && shouldBreak(count))) {
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
    } catch (IOException expected) {
      // The other direction was closed.
    }
  }

  private boolean shouldBreak(int count) {
    boolean lose = answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    long before = bytesUntilBreak.get();
    boolean cut = before != Long.MAX_VALUE && bytesUntilBreak.addAndGet(-count) <= 0;
    if (cut) {
      bytesUntilBreak.set(Long.MAX_VALUE);
    }
    if (lose || cut) {
      broken.incrementAndGet();
    }
    return lose || cut;
  }
}
