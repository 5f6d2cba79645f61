package dev.silt.fuzz;

import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.tar.HeaderForm;
import dev.silt.tar.TarCodec;
import dev.silt.tar.TarEntry;
import dev.silt.tar.TarReader;
import dev.silt.testing.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Any stream that the tar model reads is given back bit for bit from what it read. Stateless. */
final class TarTarget {

  static final Limits LIMITS = new Limits(1 << 20, 1 << 16, 1000, 4 << 20, 16 << 20, 23);

  private TarTarget() {}

  /**
   * Reads a stream and puts it together again.
   *
   * @param stream any bytes
   * @return whether it was a tar stream
   * @throws IOException if the reader fails in a way it must not
   */
  static boolean run(byte[] stream) throws IOException {
    byte[] again;
    try {
      again = rebuilt(stream);
    } catch (SiltException e) {
      return false;
    }
    if (!Arrays.equals(stream, again)) {
      int at = Arrays.mismatch(stream, again);
      throw new AssertionError(
          "not given back: offset="
              + at
              + ", expected="
              + stream.length
              + " bytes, actual="
              + again.length);
    }
    return true;
  }

  /** {@return the stream with the checksums of its headers made right, which no fuzzer can} */
  static byte[] repaired(byte[] stream) {
    byte[] copy = stream.clone();
    for (long at = 0; at + 512 <= copy.length; ) {
      int from = (int) at;
      int sum = 8 * ' ';
      for (int i = from; i < from + 512; i++) {
        sum += i >= from + 148 && i < from + 156 ? 0 : copy[i] & 0xff;
      }
      if (sum == 8 * ' ') {
        break;
      }
      byte[] digits = Bytes.latin1(String.format("%06o\0 ", sum));
      System.arraycopy(digits, 0, copy, from + 148, 8);
      long length = 0;
      for (int i = from + 124; i < from + 136; i++) {
        length = copy[i] >= '0' && copy[i] <= '7' ? length * 8 + copy[i] - '0' : length;
      }
      boolean withoutData = copy[from + 156] >= '1' && copy[from + 156] <= '6';
      at += 512 + (withoutData ? 0 : (length + 511) / 512 * 512);
    }
    return copy;
  }

  private static byte[] rebuilt(byte[] stream) throws IOException {
    TarReader reader = TarReader.open(new ByteArrayInputStream(stream), LIMITS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1000];
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      out.writeBytes(TarCodec.render(copied(entry)));
      if (reader.dataOffset() != out.size()) {
        throw new AssertionError("data offset " + reader.dataOffset() + " at " + out.size());
      }
      askEverything(entry);
      long length = 0;
      for (int n = reader.read(buffer, 0, buffer.length); n >= 0; ) {
        out.write(buffer, 0, n);
        length += n;
        n = reader.read(buffer, 0, buffer.length);
      }
      if (length != entry.dataLength()) {
        throw new AssertionError("data length " + entry.dataLength() + ", actual " + length);
      }
      byte @Nullable [] padding = reader.endEntry();
      out.writeBytes(padding == null ? new byte[Math.floorMod(-out.size(), 512)] : padding);
    }
    out.writeBytes(new byte[Math.toIntExact(reader.zeroLength())]);
    for (int n = reader.readTail(buffer, 0, buffer.length); n >= 0; ) {
      out.write(buffer, 0, n);
      n = reader.readTail(buffer, 0, buffer.length);
    }
    return out.toByteArray();
  }

  /** The entry as it comes out of a delta: from its fields only. */
  private static TarEntry copied(TarEntry entry) throws IOException {
    byte @Nullable [] raw = entry.raw();
    if (raw != null) {
      return TarEntry.ofRaw(raw);
    }
    return TarEntry.of(
        entry.path(),
        entry.type(),
        entry.mode(),
        entry.uid(),
        entry.gid(),
        entry.userName(),
        entry.groupName(),
        entry.linkTarget(),
        entry.deviceMajor(),
        entry.deviceMinor(),
        entry.mtimeSeconds(),
        entry.mtimeFraction(),
        entry.dataLength(),
        HeaderForm.parse(entry.form().toBytes()),
        entry.literals());
  }

  private static void askEverything(TarEntry entry) {
    try {
      int nanos = entry.mtimeNanos();
      if (nanos < 0 || nanos > 999_999_999 || entry.dataLength() < 0) {
        throw new AssertionError("nanos " + nanos + ", length " + entry.dataLength());
      }
      entry.xattrs();
      entry.paxRecords();
      entry.logicalPath();
      entry.logicalLength();
      if (entry.toString().isEmpty()) {
        throw new AssertionError("an entry without a name for messages");
      }
    } catch (SiltException e) {
      // a tree cannot be made of it; the stream is given back all the same
    }
  }
}
