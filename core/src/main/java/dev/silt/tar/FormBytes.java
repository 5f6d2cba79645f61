package dev.silt.tar;

import dev.silt.error.CorruptDataException;
import dev.silt.io.Leb128;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forms as bytes: for each block its kind, a code for each field in the order of {@link
 * HeaderField} (followed by its constant if it has one), and the payload's rule.
 */
final class FormBytes {

  /** More extension headers than this before one entry make it raw. */
  static final int MAX_BLOCKS = 8;

  /** Longer keys are not put into forms. */
  static final int MAX_KEY = 1 << 16;

  private FormBytes() {}

  static byte[] write(List<BlockForm> blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      for (BlockForm block : blocks) {
        out.write(block.kind());
        for (int i = 0; i < HeaderField.count(); i++) {
          write(block.rule(i), HeaderField.at(i), out);
        }
        if (block.payload() != null) {
          write(block.payload(), out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(FieldRule rule, HeaderField field, ByteArrayOutputStream out)
      throws IOException {
    out.write(rule.code);
    if (field.number && rule.source() == FieldRule.CONSTANT) {
      Leb128.write(out, rule.number);
    } else if (!field.number && rule.hasText()) {
      writeBytes(rule.text, out);
    }
  }

  private static void write(PayloadRule rule, ByteArrayOutputStream out) throws IOException {
    out.write(rule.code());
    if (rule.code() == PayloadRule.RECORDS) {
      Leb128.write(out, rule.keys().size());
      for (int i = 0; i < rule.keys().size(); i++) {
        out.write(rule.derived()[i] ? 1 : 0);
        writeBytes(rule.keys().get(i), out);
      }
    }
  }

  private static void writeBytes(byte[] bytes, ByteArrayOutputStream out) throws IOException {
    Leb128.write(out, bytes.length);
    out.write(bytes);
  }

  static List<BlockForm> read(byte[] bytes) throws CorruptDataException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    List<BlockForm> blocks = new ArrayList<>();
    try {
      do {
        if (blocks.size() == MAX_BLOCKS) {
          throw error("too many blocks");
        }
        blocks.add(readBlock(in));
      } while (!blocks.get(blocks.size() - 1).isLast());
      if (in.available() > 0) {
        throw error("bytes after its end");
      }
    } catch (CorruptDataException e) {
      throw e;
    } catch (IOException e) {
      throw new CorruptDataException("tar header form: cut off", e);
    }
    return blocks;
  }

  private static CorruptDataException error(String what) {
    return new CorruptDataException("tar header form: " + what);
  }

  private static int next(ByteArrayInputStream in) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  private static BlockForm readBlock(ByteArrayInputStream in) throws IOException {
    int kind = next(in);
    if (kind > BlockForm.SPARSE && !HeaderRegion.isExtension((byte) kind)) {
      throw error("unknown block, actual=" + kind);
    }
    FieldRule[] rules = new FieldRule[HeaderField.count()];
    for (int i = 0; i < rules.length; i++) {
      HeaderField field = HeaderField.at(i);
      rules[i] = field.number ? readNumber(in, field) : readText(in, field);
    }
    @Nullable PayloadRule payload = kind == BlockForm.MAIN ? null : readPayload(in);
    return new BlockForm(kind, rules, payload);
  }

  private static FieldRule readNumber(ByteArrayInputStream in, HeaderField field)
      throws IOException {
    int code = next(in);
    if (code == FieldRule.LITERAL.code) {
      return FieldRule.LITERAL;
    }
    FieldRule rule = FieldRule.ofText(code);
    if (rule.source() > FieldRule.CONSTANT || rule.style() >= NumberStyle.COUNT) {
      throw error("unknown number rule for " + field + ", actual=" + code);
    }
    return rule.source() == FieldRule.CONSTANT
        ? FieldRule.ofConstant(rule.style(), Leb128.read(in))
        : rule;
  }

  private static FieldRule readText(ByteArrayInputStream in, HeaderField field) throws IOException {
    int code = next(in);
    if (code == FieldRule.LITERAL.code) {
      return FieldRule.LITERAL;
    }
    if (code < FieldRule.TEXT || code >= FieldRule.TEXT_END) {
      throw error("unknown text rule for " + field + ", actual=" + code);
    }
    FieldRule rule = FieldRule.ofText(code);
    return rule.hasText() ? FieldRule.ofText(code, readBytes(in, field.length)) : rule;
  }

  private static PayloadRule readPayload(ByteArrayInputStream in) throws IOException {
    int code = next(in);
    if (code >= PayloadRule.END) {
      throw error("unknown payload rule, actual=" + code);
    }
    if (code != PayloadRule.RECORDS) {
      return PayloadRule.of(code);
    }
    long count = Leb128.read(in);
    if (count < 0 || count > PayloadRule.MAX_RECORDS) {
      throw error("too many records, actual=" + count);
    }
    List<byte[]> keys = new ArrayList<>();
    boolean[] derived = new boolean[(int) count];
    for (int i = 0; i < count; i++) {
      int source = next(in);
      byte[] key = readBytes(in, MAX_KEY);
      if (source > 1 || source == 1 && PaxKey.of(key) == PaxKey.OTHER) {
        throw error("unknown record source, actual=" + source);
      }
      derived[i] = source == 1;
      keys.add(key);
    }
    return new PayloadRule(code, keys, derived);
  }

  private static byte[] readBytes(ByteArrayInputStream in, int limit) throws IOException {
    long length = Leb128.read(in);
    if (length < 0 || length > limit || length > in.available()) {
      throw error("constant too long, actual=" + length);
    }
    return in.readNBytes((int) length);
  }
}
