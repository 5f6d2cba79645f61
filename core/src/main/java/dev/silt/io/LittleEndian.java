package dev.silt.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Fixed-width little-endian integers in byte arrays: the one place with VarHandles. */
public final class LittleEndian {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /**
   * Writes four bytes.
   *
   * @param bytes an array
   * @param offset index of the first of four bytes
   * @param value what they become
   */
  public static void putInt(byte[] bytes, int offset, int value) {
    INT.set(bytes, offset, value);
  }

  /**
   * Reads four bytes.
   *
   * @param bytes an array
   * @param offset index of the first of four bytes
   * @return their value
   */
  public static int getInt(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  /**
   * Reads eight bytes.
   *
   * @param bytes an array
   * @param offset index of the first of eight bytes
   * @return their value
   */
  public static long getLong(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /**
   * Writes eight bytes.
   *
   * @param bytes an array
   * @param offset index of the first of eight bytes
   * @param value what they become
   */
  public static void putLong(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value);
  }
}
