package dev.silt.tar;

import static dev.silt.tar.HeaderField.BLOCK;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an entry's header blocks from its fields, form and literals. */
final class FormRenderer {

  private final TarEntry entry;
  private final int maxLength;
  private byte[] out;
  private int length;
  private int nextLiteral;

  private FormRenderer(TarEntry entry, int maxLength) {
    this.entry = entry;
    this.maxLength = maxLength;
    this.out = new byte[entry.form().blocks().size() > 1 ? 3 * BLOCK : BLOCK];
  }

  static byte[] render(TarEntry entry, int maxLength)
      throws CorruptDataException, LimitExceededException {
    FormRenderer renderer = new FormRenderer(entry, maxLength);
    for (BlockForm block : entry.form().blocks()) {
      renderer.write(block);
    }
    return renderer.length == renderer.out.length
        ? renderer.out
        : Arrays.copyOf(renderer.out, renderer.length);
  }

  private void reserve(long count) throws LimitExceededException {
    long wanted = length + count;
    LimitExceededException.check(
        "tar header blocks of one entry", wanted, maxLength, "headerLength");
    if (wanted > out.length) {
      out = Arrays.copyOf(out, (int) Math.max(wanted, Math.min(2L * out.length, maxLength)));
    }
  }

  private void write(BlockForm block) throws CorruptDataException, LimitExceededException {
    reserve(BLOCK);
    int at = length;
    length += BLOCK;
    // Literals of the fields come before those of the payload, but its length is a field.
    int fieldLiteral = nextLiteral;
    PayloadRule payload = block.payload();
    long payloadLength = -1;
    if (payload != null) {
      nextLiteral += block.literalCount() - payload.literalCount();
      payloadLength = writePayload(payload);
    }
    int afterPayload = nextLiteral;
    nextLiteral = fieldLiteral;
    out[at + HeaderField.TYPE_OFFSET] = block.isLast() ? entry.type() : (byte) block.kind();
    long size = block.kind() == BlockForm.SPARSE ? -1 : payloadLength;
    for (int i = 0; i < HeaderField.count(); i++) {
      writeField(block.rule(i), HeaderField.at(i), size, at);
    }
    nextLiteral = payload == null ? nextLiteral : afterPayload;
  }

  private byte[] literal() {
    return entry.literals()[nextLiteral++];
  }

  private void writeField(FieldRule rule, HeaderField field, long payloadLength, int at)
      throws CorruptDataException {
    boolean fits;
    if (rule.isLiteral()) {
      fits = copy(literal(), field, at);
    } else if (field.number) {
      long value = NumberRules.value(rule, field, entry, payloadLength, out, at);
      fits = NumberStyle.write(rule.style(), value, out, at + field.offset, field.length);
    } else {
      fits = copy(TextRules.text(rule, field, entry), field, at);
    }
    if (!fits) {
      throw new CorruptDataException(
          "tar entry does not have its form: field=" + field + ", entry=" + entry);
    }
  }

  private boolean copy(byte[] text, HeaderField field, int at) {
    if (text.length > field.length) {
      return false;
    }
    System.arraycopy(text, 0, out, at + field.offset, text.length);
    return true;
  }

  private int writePayload(PayloadRule rule) throws LimitExceededException {
    int count =
        rule.code() == PayloadRule.RECORDS ? writeRecords(rule) : writeBytes(payloadOf(rule));
    int padded = (int) HeaderField.padded(count);
    reserve(padded - count);
    length += padded - count;
    return count;
  }

  private byte[] payloadOf(PayloadRule rule) {
    byte @Nullable [] known = rule.payloadOf(entry);
    return known == null ? literal() : known;
  }

  private int writeBytes(byte[] bytes) throws LimitExceededException {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
    return bytes.length;
  }

  private int writeRecords(PayloadRule rule) throws LimitExceededException {
    int from = length;
    List<byte[]> keys = rule.keys();
    for (int i = 0; i < keys.size(); i++) {
      byte[] key = keys.get(i);
      byte[] value = rule.derived()[i] ? PaxKey.of(key).valueOf(entry) : literal();
      reserve((long) key.length + value.length + 16);
      length = PaxRecords.write(key, value, out, length);
    }
    return length - from;
  }
}
