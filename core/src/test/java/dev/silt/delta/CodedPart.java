package dev.silt.delta;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of ENTRIES or a chunk of CONTENTS, which may lie.
 *
 * @param length what it says its decoded length is
 * @param codec a codec's number
 * @param coded its bytes
 */
record CodedPart(long length, long codec, byte[] coded) {

  /** {@return the place of a column or stream} */
  static <E extends Enum<E>> int at(E value) {
    return List.of(value.getDeclaringClass().getEnumConstants()).indexOf(value);
  }

  static CodedPart plain(byte[] bytes) {
    return new CodedPart(bytes.length, 0, bytes);
  }

  static CodedPart zstd(byte[] bytes) {
    return new CodedPart(bytes.length, 1, Zstd.compress(bytes, 19));
  }

  static CodedPart modeled(byte[] bytes) {
    return new CodedPart(bytes.length, 2, ModeledColumn.encode(bytes));
  }

  /** {@return part of a frame, flushed, as chunks are} */
  static CodedPart flushed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out)) {
      zstd.setLevel(3).setWindowLog(15).setChecksum(false);
      zstd.write(bytes);
      zstd.flush();
      return new CodedPart(bytes.length, 1, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return a frame that says it needs a window} */
  static CodedPart windowed(byte[] bytes, int windowLog) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out)) {
      zstd.setLevel(3).setWindowLog(windowLog);
      zstd.write(bytes);
    }
    return new CodedPart(bytes.length, 1, out.toByteArray());
  }

  CodedPart withLength(long value) {
    return new CodedPart(value, codec, coded);
  }

  CodedPart withCodec(long value) {
    return new CodedPart(length, value, coded);
  }

  CodedPart withCoded(byte[] value) {
    return new CodedPart(length, codec, value);
  }

  byte[] decoded() throws IOException {
    if (codec == 0) {
      return coded;
    }
    if (codec == 2) {
      return ModeledColumn.open(coded, (int) length).readNBytes((int) length);
    }
    try (ZstdInputStreamNoFinalizer in =
        new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(coded))) {
      return in.readNBytes((int) length);
    }
  }

  /** {@return the parts of a payload, all made plain} */
  static List<CodedPart> parse(byte[] payload, int count) throws IOException {
    List<CodedPart> parts = new ArrayList<>();
    PayloadReader in = new PayloadReader(payload, SectionType.ENTRIES);
    for (int i = 0; i < count; i++) {
      long length = in.number();
      parts.add(
          length == 0
              ? plain(new byte[0])
              : plain(new CodedPart(length, in.number(), in.bytes()).decoded()));
    }
    in.end();
    return parts;
  }

  static byte[] toBytes(List<CodedPart> parts) {
    PayloadWriter out = new PayloadWriter();
    for (CodedPart part : parts) {
      out.number(part.length);
      if (part.length != 0) {
        out.number(part.codec).bytes(part.coded);
      }
    }
    return out.toBytes();
  }
}
