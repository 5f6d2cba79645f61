package dev.silt.testing;

/**
 * A layer's bytes.
 *
 * @param tar uncompressed
 * @param blob as stored
 * @param codec how it is stored
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LayerBytes(byte[] tar, byte[] blob, LayerCodec codec) {

  /** {@return the diffID} */
  public String diffId() {
    return Bytes.digest(tar);
  }
}
