package dev.silt.delta;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One path of a root file system that changes, or that is read. Immutable.
 *
 * @param path without slashes at its ends; empty for the root
 * @param baseType what the base has there; null if nothing
 * @param checked whether the base's file, or symbolic link's target, must be what it was
 * @param check the first byte of its SHA-256, which tells a wrong one in 255 cases of 256; the
 *     digest of all tells the rest
 * @param fileNumber number of the base file, if CONTENTS reads it; else -1
 * @param change what becomes of it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record TreeItem(
    byte[] path,
    @Nullable NodeType baseType,
    boolean checked,
    int check,
    int fileNumber,
    TreeChange change) {

  /** {@return whether contents are made from the base's file} */
  public boolean isRead() {
    return fileNumber >= 0;
  }

  /** {@return whether the target has a directory there} */
  boolean becomesDirectory() {
    return change instanceof TreeChange.Keep
        ? baseType == NodeType.DIRECTORY
        : change instanceof TreeChange.Place place && place.type() == NodeType.DIRECTORY;
  }

  /** {@return whether another item can be a name of its node} */
  boolean canBeLinked() {
    boolean there = change instanceof TreeChange.Keep || change instanceof TreeChange.Place;
    return there && !becomesDirectory();
  }

  /** {@return the path, for people} */
  public String pathText() {
    return path.length == 0 ? "/" : new String(path, StandardCharsets.UTF_8);
  }
}
