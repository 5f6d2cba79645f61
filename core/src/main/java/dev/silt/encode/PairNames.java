package dev.silt.encode;

import dev.silt.delta.BaseEntries;
import dev.silt.delta.Pairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths that a delta has for people: of new contents, and of what they are made from.
 *
 * @param catalog has the new contents
 * @param base what is known of the base
 * @param entries the base's
 */
record PairNames(Catalog catalog, EncodeBase base, BaseEntries entries) {

  /**
   * Writes the section.
   *
   * @param pairs the bases of all contents
   * @param literals bytes of each that are inserted
   * @param allowed bytes that it may have
   */
  byte[] toBytes(List<Pair> pairs, long[] literals, long allowed) throws IOException {
    List<Pairs.Item> items = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Pair paired = pairs.get(i);
      byte[] basePath = paired.files().isEmpty() ? new byte[0] : path(paired.files().get(0));
      items.add(new Pairs.Item(catalog.newContent(i).path(), paired.reason(), basePath));
    }
    return Pairs.toBytes(items, literals, allowed);
  }

  /** The path of a base file, or of the one that has a member. */
  private byte[] path(int file) throws IOException {
    BaseMembers members = base.members();
    return entries.file(members == null ? file : members.rootOf(file)).path();
  }
}
