package dev.silt.delta;

import dev.silt.io.Leb128;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The items of a TREE section, both directions in one walk, so that they cannot drift apart. Not
 * safe for several threads.
 */
final class TreeItemCoder {

  private static final int NOTHING = 0;
  private static final int CHANGE_SHIFT = 3;
  private static final int CHECKED = 1 << 5;
  private static final int READ = 1 << 6;
  private static final int TYPE_SHIFT = 7;
  private static final int KIND_LIMIT = 1 << 10;

  private static final int REMOVE = 0;
  private static final int KEEP = 1;
  private static final int LINK = 2;
  private static final int PLACE = 3;

  private final TreeIo io;
  private final AttributeCoder attributes;
  private byte[] lastPath = new byte[0];
  private int index;
  private int lastFile;
  private int lastNew = -1;

  TreeItemCoder(TreeIo io) {
    this.io = io;
    this.attributes = new AttributeCoder(io);
  }

  /** Writes the item, or reads one if it is null. */
  TreeItem code(@Nullable TreeItem given) throws IOException {
    byte[] path = codePath(given);
    int kind = (int) Math.min(io.number(TreeColumn.KIND, given == null ? 0 : kind(given)), 1 << 20);
    NodeType base = NodeType.ofCode(kind & 7);
    int change = kind >> CHANGE_SHIFT & 3;
    boolean checked = (kind & CHECKED) != 0;
    boolean read = (kind & READ) != 0;
    int typeCode = kind >> TYPE_SHIFT;
    NodeType type = NodeType.ofCode(typeCode);
    boolean checkable = base == NodeType.FILE || base == NodeType.SYMBOLIC_LINK;
    if (kind >= KIND_LIMIT
        || (base == null && (kind & 7) != NOTHING)
        || (change == PLACE ? type == null : typeCode != NOTHING)
        || (base == null && (change == REMOVE || change == KEEP))
        || (checked && !checkable)
        || (read && (!checked || base != NodeType.FILE))) {
      throw TreeReader.corrupt("kind of an item: " + kind, null);
    }
    int check = 0;
    if (checked) {
      check = io.oneByte(TreeColumn.CHECK, given == null ? 0 : given.check());
    }
    int file = -1;
    if (read) {
      file = number(lastFile, given == null ? 0 : given.fileNumber());
      lastFile = file;
    }
    TreeChange coded = change(change, type, given == null ? null : given.change());
    index++;
    return new TreeItem(path, base, checked, check, file, coded);
  }

  private static int kind(TreeItem item) {
    NodeType base = item.baseType();
    int change =
        item.change() instanceof TreeChange.Remove
            ? REMOVE
            : item.change() instanceof TreeChange.Keep
                ? KEEP
                : item.change() instanceof TreeChange.Link ? LINK : PLACE;
    int type = item.change() instanceof TreeChange.Place place ? place.type().code() : NOTHING;
    return (base == null ? NOTHING : base.code())
        | change << CHANGE_SHIFT
        | (item.checked() ? CHECKED : 0)
        | (item.isRead() ? READ : 0)
        | type << TYPE_SHIFT;
  }

  private byte[] codePath(@Nullable TreeItem given) throws IOException {
    byte[] actual = given == null ? new byte[0] : given.path();
    int most = given == null ? -1 : Arrays.mismatch(lastPath, actual);
    long shared =
        io.number(TreeColumn.PATH_NUMBER, given == null ? 0 : most < 0 ? lastPath.length : most);
    if (shared < 0 || shared > lastPath.length) {
      throw TreeReader.corrupt("a path shares more than there is", null);
    }
    int from = (int) shared;
    byte[] rest =
        io.bytes(
            TreeColumn.PATH_BYTES,
            given == null ? actual : Arrays.copyOfRange(actual, from, actual.length));
    byte[] path = Arrays.copyOf(lastPath, from + rest.length);
    System.arraycopy(rest, 0, path, from, rest.length);
    lastPath = path;
    return path;
  }

  /** A number that is near another one. */
  private int number(int near, int value) throws IOException {
    long coded =
        io.number(TreeColumn.NUMBER, io.reading() ? 0 : Leb128.zigzag((long) value - near));
    long number = near + Leb128.unzigzag(coded);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw TreeReader.corrupt("a number out of range: " + number, null);
    }
    return (int) number;
  }

  private TreeChange change(int change, @Nullable NodeType type, @Nullable TreeChange given)
      throws IOException {
    return switch (change) {
      case REMOVE -> new TreeChange.Remove();
      case KEEP ->
          new TreeChange.Keep(
              attributes.kept(given instanceof TreeChange.Keep keep ? keep.attributes() : null));
      case LINK ->
          new TreeChange.Link(
              number(index, given instanceof TreeChange.Link link ? link.item() : 0));
      default ->
          place(
              Objects.requireNonNull(type), given instanceof TreeChange.Place place ? place : null);
    };
  }

  /** Writes the set of times, or reads one if it is null. */
  TimeSet code(@Nullable TimeSet given) throws IOException {
    long seconds = attributes.seconds(given == null ? 0 : given.seconds());
    long runCount = io.number(TreeColumn.NUMBER, given == null ? 0 : given.runs().size());
    List<TimeSet.Run> runs = new ArrayList<>();
    for (long i = 0; i < runCount; i++) {
      TimeSet.Run run = given == null ? null : given.runs().get((int) i);
      long count = io.number(TreeColumn.NUMBER, run == null ? 0 : run.count());
      if (count < 1 || count > Integer.MAX_VALUE) {
        throw TreeReader.corrupt("a run of times: " + count, null);
      }
      runs.add(new TimeSet.Run(attributes.mtime(run == null ? null : run.mtime()), (int) count));
    }
    return new TimeSet(seconds, runs);
  }

  private TreeChange.Place place(NodeType type, TreeChange.@Nullable Place given)
      throws IOException {
    NodeAttributes all = attributes.placed(type, given == null ? null : given.attributes());
    PlacedContent content = PlacedContent.EMPTY;
    byte[] link = new byte[0];
    long major = 0;
    long minor = 0;
    if (type == NodeType.FILE) {
      content = content(given == null ? null : given.content());
    } else if (type == NodeType.SYMBOLIC_LINK) {
      link = io.bytes(TreeColumn.BYTES, given == null ? link : given.linkTarget());
    } else if (type.isDevice()) {
      major = device(given == null ? 0 : given.major());
      minor = device(given == null ? 0 : given.minor());
    }
    return new TreeChange.Place(type, all, content, link, major, minor);
  }

  private long device(long value) throws IOException {
    long number = io.number(TreeColumn.NUMBER, value);
    if (number >>> Integer.SIZE != 0) {
      throw TreeReader.corrupt("a device's number out of range", null);
    }
    return number;
  }

  private PlacedContent content(@Nullable PlacedContent given) throws IOException {
    PlacedContent known = given == null ? PlacedContent.EMPTY : given;
    long code = io.number(TreeColumn.NUMBER, known.source().code());
    PlacedContent.Source source = PlacedContent.Source.ofCode(code);
    if (source == null) {
      throw TreeReader.corrupt("a content's source: " + code, null);
    }
    if (source == PlacedContent.Source.NONE) {
      return PlacedContent.EMPTY;
    }
    boolean isNew = source == PlacedContent.Source.NEW;
    int number = number(isNew ? lastNew + 1 : index, known.number());
    if (isNew) {
      lastNew = number;
    }
    return new PlacedContent(source, number);
  }
}
