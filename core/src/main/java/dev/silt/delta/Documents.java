package dev.silt.delta;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.io.IOException;

/**
 * The target's JSON documents, byte for byte.
 *
 * @param config the config; its SHA-256 is the target's ID
 * @param manifest the manifest; empty if the target had none (docker-archive)
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Documents(byte[] config, byte[] manifest) {

  private static final int LEVEL = 19;

  /**
   * Codes them.
   *
   * @param baseConfig the base's config, which both sides have: the dictionary
   * @return the section's payload
   */
  public byte[] toBytes(byte[] baseConfig) {
    byte[] both = new PayloadWriter().bytes(config).bytes(manifest).toBytes();
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(LEVEL).setContentSize(false).setChecksum(false).setDictID(false);
      zstd.loadDict(baseConfig);
      return new PayloadWriter().number(both.length).bytes(zstd.compress(both)).toBytes();
    }
  }

  /**
   * Decodes them.
   *
   * @param payload the section's payload
   * @param baseConfig the base's config
   * @param limits how long a document may be
   * @return the documents
   * @throws IOException if the payload is damaged or too much is asked for
   */
  public static Documents parse(byte[] payload, byte[] baseConfig, Limits limits)
      throws IOException {
    PayloadReader in = new PayloadReader(payload, SectionType.IMAGE);
    long length = in.number();
    LimitExceededException.check(
        "config and manifest", length, 2L * limits.documentLength(), "documentLength");
    byte[] coded = in.bytes();
    in.end();
    if (!ZstdFrames.isOne(coded)) {
      throw in.corrupt("documents are not one zstd frame");
    }
    byte[] both;
    try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
      zstd.loadDict(baseConfig);
      both = zstd.decompress(coded, (int) length);
    } catch (ZstdException e) {
      throw new CorruptDataException("delta is damaged: zstd, section=IMAGE", e);
    }
    if (both.length != length) {
      throw in.corrupt("documents have a wrong length");
    }
    PayloadReader documents = new PayloadReader(both, SectionType.IMAGE);
    Documents parsed = new Documents(documents.bytes(), documents.bytes());
    documents.end();
    return parsed;
  }

  /**
   * Tells how long the documents are; the base is not needed.
   *
   * @param payload the section's payload
   * @return bytes of both
   * @throws IOException if the payload is damaged
   */
  public static long decodedLength(byte[] payload) throws IOException {
    return new PayloadReader(payload, SectionType.IMAGE).number();
  }
}
