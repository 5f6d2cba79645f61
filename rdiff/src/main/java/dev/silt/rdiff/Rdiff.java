package dev.silt.rdiff;

import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.signature.BlockScanner;
import dev.silt.signature.BlockSigner;
import dev.silt.signature.RollingHash;
import dev.silt.signature.StrongHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The three operations of {@code rdiff}: {@code signature}, {@code delta} and {@code patch}.
 * Streams are read in large pieces, so need no buffer; none is closed. Interrupting the thread
 * cancels.
 */
public final class Rdiff {

  private Rdiff() {}

  /**
   * Writes the signature of a base.
   *
   * @param base the base, to its end
   * @param signature gets the signature
   * @param options block and hash lengths, weak hash
   * @throws IOException if a stream fails or the thread was interrupted
   */
  public static void sign(InputStream base, OutputStream signature, SignatureOptions options)
      throws IOException {
    OutputWriter writer = new OutputWriter(signature);
    writer.writeInteger(options.weak().magic(), 4);
    writer.writeInteger(options.blockLength(), 4);
    writer.writeInteger(options.strongLength(), 4);
    BlockSigner.create(options.weak().hash(), new Blake2bHash(options.strongLength()))
        .sign(
            base,
            options.blockLength(),
            (weak, strong) -> {
              writer.writeInteger(weak, 4);
              writer.write(strong, 0, strong.length);
            });
    writer.flush();
  }

  /**
   * Writes the delta that turns the base of a signature into a target.
   *
   * @param signature the base's signature
   * @param target the target, to its end
   * @param delta gets the delta
   * @throws IOException if a stream fails or the thread was interrupted
   */
  public static void delta(RdiffSignature signature, InputStream target, OutputStream delta)
      throws IOException {
    RollingHash weak = signature.options().weak().hash();
    StrongHash strong = new Blake2bHash(signature.options().strongLength());
    OutputWriter writer = new OutputWriter(delta);
    writer.writeInteger(DeltaCommand.MAGIC, 4);
    TailSearch tail = new TailSearch(signature, new DeltaCommandWriter(writer));
    BlockScanner.create(signature.table(), weak, strong).scan(target, tail);
    tail.finish();
    writer.writeByte(DeltaCommand.END);
    writer.flush();
  }

  /**
   * Rebuilds a target. The formats hold no checksum of it: whether the base is the right one is for
   * the caller to verify.
   *
   * @param base the file that was signed
   * @param delta the delta, to its end
   * @param target gets the target
   * @param limits {@code imageLength} bounds the target
   * @return the target's length
   * @throws SiltException if the delta is damaged, cut off, asks for what the base does not have,
   *     or makes too much
   * @throws IOException if a file or stream fails
   */
  public static long patch(Path base, InputStream delta, OutputStream target, Limits limits)
      throws IOException {
    try (FileChannel channel = FileChannel.open(base)) {
      return new Patcher(channel, new InputReader(delta, "rdiff delta"), target, limits).run();
    }
  }

  /** Reads from a channel to the end of the buffer. */
  static void readFully(FileChannel channel, ByteBuffer buffer, long offset) throws IOException {
    long at = offset;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        throw new IOException("base became shorter while it was read");
      }
      at += count;
    }
  }
}
