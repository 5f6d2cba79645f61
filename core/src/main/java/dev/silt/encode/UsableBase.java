package dev.silt.encode;

import java.io.IOException;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What of a base contents may be made from. Immutable.
 *
 * @param files gives for each base file one with the same content that may be used, or -1
 * @param members what may be used of archives; null if none is seen through
 */
record UsableBase(IntUnaryOperator files, @Nullable BaseMembers members) {

  /** {@return all of an image} */
  static UsableBase all(EncodeBase base) throws IOException {
    return new UsableBase(file -> file, base.members());
  }

  /** {@return what a root file system has of an image} */
  static UsableBase of(BaseTree tree, EncodeBase base) throws IOException {
    BaseMembers members = base.members();
    return new UsableBase(
        tree::canonical,
        members == null ? null : members.within(file -> tree.canonical(file) == file));
  }

  /** {@return a base file that may be used, with the same content, or -1} */
  int file(int file) {
    return file < 0 ? -1 : files.applyAsInt(file);
  }
}
