package dev.silt.tree;

import dev.silt.hash.Digest;
import dev.silt.tar.TarEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names stand for; hard links share one. Number 0 is every directory that no layer says. */
final class Inodes {

  private final List<TarEntry> entries = new ArrayList<>();
  private final List<@Nullable Digest> digests = new ArrayList<>();
  private long[] locations = new long[64];

  Inodes() {
    add(ImpliedDirectory.entry(), null, 0);
  }

  int implied() {
    return 0;
  }

  int add(TarEntry entry, @Nullable Digest digest, long location) {
    int inode = entries.size();
    entries.add(entry);
    digests.add(digest);
    if (inode == locations.length) {
      locations = Arrays.copyOf(locations, inode + (inode >> 1));
    }
    locations[inode] = location;
    return inode;
  }

  TarEntry entry(int inode) {
    return entries.get(inode);
  }

  @Nullable Digest digest(int inode) {
    return digests.get(inode);
  }

  long location(int inode) {
    return locations[inode];
  }

  boolean isDirectory(int inode) {
    return entry(inode).isDirectory();
  }

  /** {@return where it leads, or null if it is something else} */
  byte @Nullable [] symbolicLink(int inode) {
    TarEntry entry = entry(inode);
    return entry.isSymbolicLink() ? entry.linkTarget() : null;
  }
}
