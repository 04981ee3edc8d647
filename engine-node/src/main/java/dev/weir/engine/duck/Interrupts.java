package dev.weir.engine.duck;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.locks.Lock;
import org.duckdb.DuckDBConnection;

/**
 * Interrupts whatever a connection does. The driver's own {@code Statement.cancel()} does nothing
 * while a result is being exported as Arrow, which is where a long query spends its time, so this
 * reaches the connection's interrupt, which the driver does not show.
 */
final class Interrupts {
  private static final Method INTERRUPT;
  private static final Field LOCK;

  static {
    try {
      INTERRUPT = DuckDBConnection.class.getDeclaredMethod("interrupt");
      INTERRUPT.setAccessible(true);
      LOCK = DuckDBConnection.class.getDeclaredField("connRefLock");
      LOCK.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Interrupts() {}

  /** Safe from any thread as long as the connection is open. */
  static void interrupt(DuckDBConnection connection) {
    try {
      Lock lock = (Lock) LOCK.get(connection);
      lock.lock();
      try {
        INTERRUPT.invoke(connection);
      } finally {
        lock.unlock();
      }
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("an open connection can be interrupted", e);
    }
  }
}
