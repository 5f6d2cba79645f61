package dev.silt.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.error.UnsafePathException;
import dev.silt.hash.Digest;
import dev.silt.testing.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The TREE section: what is written is read, and lies are refused. */
class TreePartTest {

  private static final NodeAttributes ALL =
      new NodeAttributes(0644, new NodeOwner(1, 2), Instant.ofEpochSecond(5, 6), Xattrs.NONE);
  private static final TreeChange REMOVE = new TreeChange.Remove();
  private static final TreeChange KEEP = new TreeChange.Keep(NodeAttributes.NONE);

  private static byte[] path(String text) {
    return Bytes.latin1(text);
  }

  private static TreeItem item(String path, @Nullable NodeType base, TreeChange change) {
    return new TreeItem(path(path), base, false, 0, -1, change);
  }

  private static TreeItem read(String path, int file, TreeChange change) {
    return new TreeItem(path(path), NodeType.FILE, true, 77, file, change);
  }

  private static TreeChange place(NodeType type) {
    byte[] link = type == NodeType.SYMBOLIC_LINK ? path("../x") : new byte[0];
    return new TreeChange.Place(type, ALL, PlacedContent.EMPTY, link, 0, 0);
  }

  private static TreeChange file(PlacedContent.Source source, int number) {
    return new TreeChange.Place(
        NodeType.FILE, ALL, new PlacedContent(source, number), new byte[0], 0, 0);
  }

  private static TreePart part(TreeItem... items) {
    return part(List.of(items), List.of());
  }

  private static TreePart part(List<TreeItem> items, List<TimeSet> sets) {
    TreeTotals totals =
        new TreeTotals(3, 1L << 33, Digest.sha256(new byte[1]), 9, bytes(1), bytes(2), bytes(3));
    return new TreePart(totals, items, sets, TreeUnpacking.NONE);
  }

  private static byte[] bytes(int value) {
    byte[] bytes = new byte[TreePart.DIGEST_LENGTH];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Xattrs some = Xattrs.of(Map.of("user.a", path("1"), "security.capability", bytes(4)));
    NodeAttributes other =
        new NodeAttributes(01777, new NodeOwner(0xFFFFFFFFL, 0), Instant.ofEpochSecond(-7), some);
    List<TreeItem> items =
        List.of(
            item("", NodeType.DIRECTORY, new TreeChange.Keep(other)),
            item(
                "a",
                null,
                new TreeChange.Place(
                    NodeType.CHARACTER_DEVICE,
                    other,
                    PlacedContent.EMPTY,
                    new byte[0],
                    5,
                    1L << 19)),
            item("a-", NodeType.BLOCK_DEVICE, REMOVE),
            read("b", 17, file(PlacedContent.Source.NEW, 1)),
            item("c", NodeType.FIFO, file(PlacedContent.Source.NEW, 0)),
            item("d", null, file(PlacedContent.Source.BASE, 3)),
            item("e", NodeType.SYMBOLIC_LINK, place(NodeType.SYMBOLIC_LINK)),
            item("f", null, new TreeChange.Link(4)),
            item(
                "g",
                NodeType.FILE,
                new TreeChange.Keep(
                    new NodeAttributes(null, null, Instant.ofEpochSecond(5, 6), null))),
            item(
                "h",
                null,
                new TreeChange.Place(
                    NodeType.DIRECTORY, other, PlacedContent.EMPTY, new byte[0], 0, 0)),
            item("h/\u00ff", null, place(NodeType.FIFO)));
    TimeSet set =
        new TimeSet(
            -3,
            List.of(
                new TimeSet.Run(Instant.ofEpochSecond(5, 6), 4),
                new TimeSet.Run(Instant.ofEpochSecond(1L << 40, 999_999_999), 100_000)));
    TreePart written = part(items, List.of(set, new TimeSet(12, set.runs())));

    for (boolean contexts : new boolean[] {false, true}) {
      ColumnEffort effort = new ColumnEffort(19, contexts);
      byte[] bytes = written.toBytes(effort);
      TreePart parsed = TreePart.parse(bytes, Limits.defaults());
      assertThat(parsed.items()).hasSize(items.size());
      assertThat(parsed.items().get(0).change()).isEqualTo(items.get(0).change());
      assertThat(parsed.timeSets()).isEqualTo(written.timeSets());
      assertThat(parsed.toBytes(effort)).isEqualTo(bytes);
      assertThat(TreePart.ownContentCount(bytes)).isEqualTo(3);
      assertThat(TreePart.decodedLength(bytes)).isPositive();
    }
  }

  @Test
  void archivesAreAnnounced() throws IOException {
    TreePart none = part();
    for (TreeUnpacking unpacking :
        List.of(
            TreeUnpacking.NONE,
            new TreeUnpacking(0, 0),
            new TreeUnpacking(Integer.MAX_VALUE, 1L << 39))) {
      byte[] written =
          new TreePart(none.totals(), List.of(), List.of(), unpacking)
              .toBytes(new ColumnEffort(3, false));
      assertThat(TreePart.parse(written, Limits.defaults()).unpacking()).isEqualTo(unpacking);
    }
    TreePart much =
        new TreePart(none.totals(), List.of(), List.of(), new TreeUnpacking(1, 1L << 50));
    refused(LimitExceededException.class, "work files", much);
  }

  @Test
  void unsafePathsAreRefused() {
    for (String path :
        new String[] {
          "..",
          "../etc",
          "a/../b",
          ".",
          "a/./b",
          "/etc",
          "a//b",
          "a/",
          "a\0b",
          ".silt-update",
          ".silt-update/new",
          "n".repeat(256)
        }) {
      refused(UnsafePathException.class, "path", part(item(path, null, place(NodeType.FIFO))));
    }
  }

  @Test
  void pathsAreInOrder() {
    for (String[] pair : new String[][] {{"b", "a"}, {"a", "a"}, {"a-", "a/x"}, {"a/x", "a"}}) {
      refused(
          CorruptDataException.class,
          "out of order",
          part(item(pair[0], NodeType.DIRECTORY, KEEP), item(pair[1], NodeType.DIRECTORY, KEEP)));
    }
  }

  @Test
  void nothingIsPutBelowWhatIsNoDirectory() {
    for (TreeItem above :
        List.of(
            item("a", NodeType.DIRECTORY, place(NodeType.SYMBOLIC_LINK)),
            item("a", null, place(NodeType.FILE)),
            item("a", NodeType.SYMBOLIC_LINK, KEEP),
            item("a", NodeType.DIRECTORY, REMOVE))) {
      refused(
          CorruptDataException.class,
          "no directory",
          part(above, item("a/b", null, place(NodeType.FIFO))));
      refused(
          CorruptDataException.class,
          "no directory",
          part(above, item("a/b/c/d", null, place(NodeType.FIFO))));
    }
    refused(
        CorruptDataException.class,
        "no directory",
        part(
            item("a", NodeType.FILE, place(NodeType.DIRECTORY)),
            item("a/b", NodeType.FILE, REMOVE)));
  }

  @Test
  void theRootStays() {
    for (TreeItem root :
        List.of(
            item("", NodeType.DIRECTORY, REMOVE),
            item("", null, place(NodeType.DIRECTORY)),
            item("", NodeType.FILE, KEEP))) {
      refused(CorruptDataException.class, "root", part(root));
    }
  }

  @Test
  void referencesMeetWhatTheyName() {
    TreeItem link = item("z", null, new TreeChange.Link(0));
    for (TreeItem other :
        List.of(
            item("a", NodeType.FILE, REMOVE),
            item("a", NodeType.DIRECTORY, KEEP),
            item("a", null, place(NodeType.DIRECTORY)),
            item("a", null, new TreeChange.Link(1)))) {
      refused(CorruptDataException.class, "link to nothing", part(other, link));
    }
    refused(
        CorruptDataException.class,
        "link to nothing",
        part(item("z", null, new TreeChange.Link(1))));
    TreeItem copy = item("z", null, file(PlacedContent.Source.BASE, 0));
    for (TreeItem other :
        List.of(item("a", NodeType.FILE, KEEP), item("a", NodeType.DIRECTORY, KEEP))) {
      refused(CorruptDataException.class, "content of nothing", part(other, copy));
    }
    refused(CorruptDataException.class, "twice", part(read("a", 1, REMOVE), read("b", 1, REMOVE)));
  }

  @Test
  void valuesAreInTheirRanges() {
    NodeAttributes owned = new NodeAttributes(null, new NodeOwner(1, 1), null, null);
    refused(
        CorruptDataException.class,
        "owner without a mode",
        part(item("a", NodeType.FILE, new TreeChange.Keep(owned))));
    NodeAttributes mode = new NodeAttributes(010000, null, null, null);
    refused(
        CorruptDataException.class,
        "mode out of range",
        part(item("a", NodeType.FILE, new TreeChange.Keep(mode))));
    NodeAttributes late = new NodeAttributes(null, null, Instant.ofEpochSecond(1L << 51), null);
    refused(
        CorruptDataException.class,
        "time out of range",
        part(item("a", NodeType.FILE, new TreeChange.Keep(late))));
    refused(CorruptDataException.class, "kind", part(item("a", null, REMOVE)));
    TreeChange nowhere =
        new TreeChange.Place(NodeType.SYMBOLIC_LINK, ALL, PlacedContent.EMPTY, path("a\0b"), 0, 0);
    refused(CorruptDataException.class, "symbolic link", part(item("a", null, nowhere)));
    refused(
        CorruptDataException.class,
        "out of order",
        part(List.of(), List.of(new TimeSet(1, List.of()))));
  }

  @Test
  void damageIsNoticed() throws IOException {
    byte[] good =
        part(item("a", null, place(NodeType.FIFO)), item("b", null, new TreeChange.Link(0)))
            .toBytes(new ColumnEffort(3, false));
    for (int i = 0; i < good.length; i++) {
      byte[] cut = Arrays.copyOf(good, i);
      assertThatThrownBy(() -> TreePart.parse(cut, Limits.defaults()))
          .isInstanceOf(SiltException.class);
    }
    assertThatThrownBy(
            () -> TreePart.parse(Arrays.copyOf(good, good.length + 1), Limits.defaults()))
        .isInstanceOf(CorruptDataException.class);
    Limits few = new Limits(1 << 20, 1 << 16, 1, 4 << 20, 1L << 40, 23);
    assertThatThrownBy(() -> TreePart.parse(good, few)).isInstanceOf(LimitExceededException.class);
  }

  private static void refused(Class<? extends SiltException> type, String message, TreePart lie) {
    assertThatThrownBy(
            () ->
                TreePart.parse(
                    TreeWriter.toBytes(lie, new ColumnEffort(3, false)), Limits.defaults()))
        .isInstanceOf(type)
        .hasMessageContaining(message);
  }
}
