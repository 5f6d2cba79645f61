package dev.silt.apply;

import dev.silt.delta.BaseContents;
import dev.silt.delta.CodedEntry;
import dev.silt.delta.CodedTail;
import dev.silt.delta.ContentRef;
import dev.silt.delta.EntryReader;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.progress.ProgressMeter;
import dev.silt.tar.TarCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Writes the tar stream of rebuilt layers and verifies each. Not safe for several threads. */
final class LayerRenderer {

  private static final int BLOCK_LENGTH = 512;
  private static final byte[] ZEROS = new byte[1 << 14];

  private final EntryReader entries;
  private final BaseContents base;
  private final NewContents contents;
  private final Limits limits;
  private final ProgressMeter meter;
  private final byte[] buffer = new byte[1 << 16];
  private long left;

  LayerRenderer(
      EntryReader entries,
      BaseContents base,
      NewContents contents,
      Limits limits,
      long layersLength,
      ProgressMeter meter) {
    this.entries = entries;
    this.base = base;
    this.contents = contents;
    this.limits = limits;
    this.left = layersLength;
    this.meter = meter;
  }

  /** Renders the next layer; its bytes are not to be believed if this throws. */
  void render(int index, int entryCount, Digest diffId, OutputStream out) throws IOException {
    MessageDigest digest = diffId.newMessageDigest();
    for (int i = 0; i < entryCount; i++) {
      CodedEntry coded = entries.entry();
      byte[] header = TarCodec.render(coded.entry(), limits);
      put(out, digest, header, header.length);
      copy(out, digest, coded.content());
      byte[] padding = coded.padding();
      if (padding == null) {
        int over = (int) (coded.entry().dataLength() % BLOCK_LENGTH);
        put(out, digest, ZEROS, over == 0 ? 0 : BLOCK_LENGTH - over);
      } else {
        put(out, digest, padding, padding.length);
      }
    }
    CodedTail tail = entries.tail();
    for (long zeros = tail.zeroLength(); zeros > 0; ) {
      int n = (int) Math.min(zeros, ZEROS.length);
      put(out, digest, ZEROS, n);
      zeros -= n;
    }
    copy(out, digest, tail.content());
    byte[] actual = digest.digest();
    if (!diffId.matches(actual)) {
      throw new CorruptDataException(
          "rebuilt layer "
              + index
              + " is wrong: diffID expected="
              + diffId
              + ", actual="
              + Digest.ofSha256(actual)
              + "; fetch the delta again");
    }
  }

  private void copy(OutputStream out, MessageDigest digest, ContentRef ref) throws IOException {
    if (ref.kind() == ContentRef.Kind.NONE) {
      return;
    }
    ByteSource content =
        ref.kind() == ContentRef.Kind.NEW
            ? contents.content(ref.number())
            : base.content(ref.number());
    for (long offset = 0; offset < content.length(); ) {
      int n = (int) Math.min(buffer.length, content.length() - offset);
      content.readFully(offset, buffer, 0, n);
      put(out, digest, buffer, n);
      offset += n;
    }
  }

  private void put(OutputStream out, MessageDigest digest, byte[] bytes, int count)
      throws IOException {
    left -= count;
    if (left < 0) {
      throw new CorruptDataException("delta is damaged: layers are longer than its header says");
    }
    digest.update(bytes, 0, count);
    out.write(bytes, 0, count);
    meter.add(count);
  }
}
