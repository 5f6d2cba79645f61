package dev.silt.delta;

import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import java.io.IOException;
import java.util.Arrays;

/**
 * Length and SHA-256 of numbered contents, in packed arrays: 40 bytes a content. Immutable and safe
 * for several threads.
 */
public final class ContentDigests {

  private final long[] lengths;
  private final byte[] digests;

  private ContentDigests(long[] lengths, byte[] digests) {
    this.lengths = lengths;
    this.digests = digests;
  }

  /**
   * Takes contents.
   *
   * @param lengths bytes of each
   * @param digests SHA-256 of each, one after the other
   * @return both
   */
  public static ContentDigests of(long[] lengths, byte[] digests) {
    if (digests.length != lengths.length * Digest.SHA256_LENGTH) {
      throw new IllegalArgumentException("as many digests as lengths");
    }
    return new ContentDigests(lengths.clone(), digests.clone());
  }

  /** {@return how many contents there are} */
  public int count() {
    return lengths.length;
  }

  /**
   * Returns a content's length.
   *
   * @param number of the content
   * @return its bytes
   */
  public long length(int number) {
    return lengths[number];
  }

  /**
   * Returns a content's digest.
   *
   * @param number of the content
   * @return its SHA-256
   */
  public Digest digest(int number) {
    int from = number * Digest.SHA256_LENGTH;
    return Digest.ofSha256(Arrays.copyOfRange(digests, from, from + Digest.SHA256_LENGTH));
  }

  /** {@return the section's payload} */
  public byte[] toBytes() {
    PayloadWriter out = new PayloadWriter();
    for (int i = 0; i < lengths.length; i++) {
      out.number(lengths[i]).sha256(digest(i));
    }
    return out.toBytes();
  }

  /**
   * Parses the section's payload.
   *
   * @param payload its bytes
   * @param count how many contents there must be
   * @param limits how long they may be
   * @return the contents
   * @throws IOException if it is damaged, or asks for too much
   */
  public static ContentDigests parse(byte[] payload, int count, Limits limits) throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.DIGESTS);
    if (count > payload.length / Digest.SHA256_LENGTH) {
      throw in.corrupt("payload ends early");
    }
    long[] lengths = new long[count];
    byte[] digests = new byte[count * Digest.SHA256_LENGTH];
    long total = 0;
    for (int i = 0; i < count; i++) {
      lengths[i] = in.number();
      total =
          LimitExceededException.check(
              "bytes of all contents", total + lengths[i], limits.imageLength(), "imageLength");
      if (lengths[i] == 0) {
        throw in.corrupt("empty content");
      }
      System.arraycopy(
          in.sha256().toBytes(), 0, digests, i * Digest.SHA256_LENGTH, Digest.SHA256_LENGTH);
    }
    in.end();
    return new ContentDigests(lengths, digests);
  }
}
