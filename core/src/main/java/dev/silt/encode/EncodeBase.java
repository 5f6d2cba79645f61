package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.tar.TarEntry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder knows of the base: all tar entries, and of each base file its digest and a way to
 * find its bytes in a target. Safe for several threads.
 */
public interface EncodeBase {

  /** {@return the entries of each layer; none if they are not needed} */
  List<List<TarEntry>> entries();

  /** {@return how many files each layer has} */
  int[] fileCounts();

  /**
   * Returns the digest of a base file's content.
   *
   * @param file its number across layers
   * @return its SHA-256
   */
  Digest digest(int file);

  /**
   * Tells whether an applier must unpack a file to read it at any offset.
   *
   * @param file its number across layers
   * @return whether its layer is compressed
   */
  boolean isCompressed(int file);

  /**
   * Returns the bytes of a base file.
   *
   * @param file its number across layers
   * @return its content, or null if it is not at hand
   * @throws IOException if it was not kept
   */
  @Nullable ByteSource content(int file) throws IOException;

  /**
   * Describes a target content by ops on a base file; no adds if {@link #content} gives null.
   *
   * @param file its number across layers
   * @param target the target content
   * @return ops whose lengths add up to the target's
   * @throws IOException if something cannot be read
   */
  OpList match(int file, ByteSource target) throws IOException;

  /**
   * Tells how much heap {@link #match} takes at most.
   *
   * @param file its number across layers
   * @param targetLength bytes of the target content
   * @return MiB
   * @throws IOException if the file is not known
   */
  long matchHeap(int file, long targetLength) throws IOException;
}
