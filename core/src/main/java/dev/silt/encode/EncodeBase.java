package dev.silt.encode;

import dev.silt.delta.OpList;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.tar.TarEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
   * Returns the bytes of a base file, or of what is in an archive among them.
   *
   * @param file its number
   * @return its content, or null if it is not at hand or cannot be inflated
   * @throws IOException if it was not kept
   */
  default @Nullable ByteSource readable(int file) throws IOException {
    return content(file);
  }

  /** {@return the archives among the base files; null if nothing is to be seen through} */
  default @Nullable BaseMembers members() throws IOException {
    return null;
  }

  /** {@return whether the contents of base files are at hand} */
  boolean hasContents();

  /**
   * Returns the bytes of several base files, one after another.
   *
   * @param files their numbers across layers
   * @return their contents, or null if they are not at hand
   * @throws IOException if one was not kept
   */
  default @Nullable ByteSource content(List<Integer> files) throws IOException {
    if (!hasContents()) {
      return null;
    }
    List<ByteSource> parts = new ArrayList<>();
    for (int file : files) {
      parts.add(Objects.requireNonNull(content(file)));
    }
    return ByteSource.concat(parts);
  }

  /**
   * Describes a target content by ops on base files, one after another; no adds if {@link
   * #hasContents} says so, and then of one file only.
   *
   * @param files their numbers across layers
   * @param target the target content
   * @return ops whose lengths add up to the target's
   * @throws IOException if something cannot be read
   */
  OpList match(List<Integer> files, ByteSource target) throws IOException;

  /**
   * Looks for cheaper ops on the relocated base.
   *
   * @param files numbers of the base files
   * @param target the target content, or the skeleton
   * @param ops those that were found
   * @return cheaper ones, or null
   * @throws IOException if something cannot be read
   */
  default @Nullable RelocatedMatch relocate(List<Integer> files, NewContent target, OpList ops)
      throws IOException {
    return null;
  }

  /** {@return what looking for matches came to so far} */
  MatchCounts matchCounts();

  /**
   * Tells how much heap {@link #match} takes at most.
   *
   * @param files their numbers across layers
   * @param targetLength bytes of the target content
   * @return MiB
   * @throws IOException if a file is not known
   */
  long matchHeap(List<Integer> files, long targetLength) throws IOException;
}
