package dev.silt.delta;

import dev.silt.io.Leb128;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attributes of a tree's items, coded against those before them. Not safe for several threads. */
final class AttributeCoder {

  private static final int MODE = 1;
  private static final int OWNER = 1 << 1;
  private static final int MTIME = 1 << 2;
  private static final int XATTRS = 1 << 3;
  private static final int ALL = MODE | OWNER | MTIME | XATTRS;

  private static final int PERMISSIONS = 07777;

  /** Seconds beyond these no file system has. */
  private static final long MAX_SECONDS = 1L << 50;

  private static final int DIFFERENCE = RecentTimes.SIZE;
  private static final int DIFFERENCE_AND_NANOS = RecentTimes.SIZE + 1;
  private static final int NANOS = 1_000_000_000;

  private final TreeIo io;
  private final RecentTimes times = new RecentTimes();
  private final Map<NodeType, Integer> modes = new EnumMap<>(NodeType.class);
  private final List<Xattrs> sets = new ArrayList<>();
  private NodeOwner owner = new NodeOwner(0, 0);
  private Instant mtime = Instant.EPOCH;
  private long lastSeconds;

  AttributeCoder(TreeIo io) {
    this.io = io;
    sets.add(Xattrs.NONE);
    for (NodeType type : NodeType.values()) {
      modes.put(type, 0);
    }
  }

  /** {@return whether a time can be coded} */
  static boolean isCodable(Instant time) {
    return Math.abs(time.getEpochSecond()) <= MAX_SECONDS;
  }

  /** The attributes that a kept node gets; null only when reading. */
  NodeAttributes kept(@Nullable NodeAttributes given) throws IOException {
    int wanted = 0;
    if (given != null) {
      wanted |= given.mode() == null ? 0 : MODE;
      wanted |= given.owner() == null ? 0 : OWNER;
      wanted |= given.mtime() == null ? 0 : MTIME;
      wanted |= given.xattrs() == null ? 0 : XATTRS;
    }
    int mask = mask(wanted);
    NodeAttributes known = given == null ? NodeAttributes.NONE : given;
    return new NodeAttributes(
        (mask & MODE) == 0 ? null : Integer.valueOf(mode(known)),
        (mask & OWNER) == 0 ? null : owner(known),
        (mask & MTIME) == 0 ? null : mtime(known),
        (mask & XATTRS) == 0 ? null : xattrs(known));
  }

  /** The attributes of a new node; null only when reading. */
  NodeAttributes placed(NodeType type, @Nullable NodeAttributes given) throws IOException {
    int guess = Objects.requireNonNull(modes.get(type));
    int wanted = 0;
    if (given != null) {
      wanted |= Objects.equals(given.mode(), guess) ? 0 : MODE;
      wanted |= owner.equals(given.owner()) ? 0 : OWNER;
      wanted |= mtime.equals(given.mtime()) ? 0 : MTIME;
      wanted |= Objects.equals(Xattrs.NONE, given.xattrs()) ? 0 : XATTRS;
    }
    int mask = mask(wanted);
    NodeAttributes known = given == null ? NodeAttributes.NONE : given;
    int mode = (mask & MODE) == 0 ? guess : mode(known);
    NodeOwner newOwner = (mask & OWNER) == 0 ? owner : owner(known);
    Instant time = (mask & MTIME) == 0 ? mtime : mtime(known);
    Xattrs xattrs = (mask & XATTRS) == 0 ? Xattrs.NONE : xattrs(known);
    modes.put(type, mode);
    return new NodeAttributes(mode, newOwner, time, xattrs);
  }

  private int mask(int wanted) throws IOException {
    long mask = io.number(TreeColumn.MASK, wanted);
    if ((mask & ~ALL) != 0) {
      throw TreeReader.corrupt("unknown attributes: " + mask, null);
    }
    return (int) mask;
  }

  private int mode(NodeAttributes given) throws IOException {
    Integer value = given.mode();
    long mode = io.number(TreeColumn.FIELD, value == null ? 0 : value);
    if ((mode & ~PERMISSIONS) != 0) {
      throw TreeReader.corrupt("a mode out of range", null);
    }
    return (int) mode;
  }

  private NodeOwner owner(NodeAttributes given) throws IOException {
    NodeOwner value = given.owner();
    long uid = io.number(TreeColumn.FIELD, value == null ? 0 : value.uid());
    long gid = io.number(TreeColumn.FIELD, value == null ? 0 : value.gid());
    if (uid >>> Integer.SIZE != 0 || gid >>> Integer.SIZE != 0) {
      throw TreeReader.corrupt("an owner out of range", null);
    }
    owner = new NodeOwner(uid, gid);
    return owner;
  }

  private Instant mtime(NodeAttributes given) throws IOException {
    return mtime(given.mtime());
  }

  /** Whole seconds. */
  long seconds(long given) throws IOException {
    long coded = io.number(TreeColumn.MTIME, io.reading() ? 0 : Leb128.zigzag(given - lastSeconds));
    long seconds = lastSeconds + Leb128.unzigzag(coded);
    if (seconds < -MAX_SECONDS || seconds > MAX_SECONDS) {
      throw TreeReader.corrupt("time out of range", null);
    }
    lastSeconds = seconds;
    return seconds;
  }

  /** A time; null only when reading. */
  Instant mtime(@Nullable Instant given) throws IOException {
    Instant value = given == null ? Instant.EPOCH : given;
    byte[] fraction = fraction(value.getNano());
    int at = io.reading() ? -1 : times.find(value.getEpochSecond(), fraction);
    long code =
        io.number(
            TreeColumn.MTIME,
            at >= 0 ? at : value.getNano() == 0 ? DIFFERENCE : DIFFERENCE_AND_NANOS);
    if (code >= 0 && code < times.count()) {
      at = (int) code;
      value = Instant.ofEpochSecond(times.seconds(at), nanos(times.fraction(at)));
    } else if (code == DIFFERENCE || code == DIFFERENCE_AND_NANOS) {
      value = newTime(value, code == DIFFERENCE_AND_NANOS);
      at = -1;
    } else {
      throw TreeReader.corrupt("time out of range: " + code, null);
    }
    times.use(at, value.getEpochSecond(), fraction(value.getNano()));
    mtime = value;
    return value;
  }

  private Instant newTime(Instant value, boolean withNanos) throws IOException {
    long last = times.lastSeconds();
    long coded =
        io.number(
            TreeColumn.MTIME, io.reading() ? 0 : Leb128.zigzag(value.getEpochSecond() - last));
    long seconds = last + Leb128.unzigzag(coded);
    long nanos = withNanos ? io.number(TreeColumn.MTIME, value.getNano()) : 0;
    if (seconds < -MAX_SECONDS || seconds > MAX_SECONDS || nanos < 0 || nanos >= NANOS) {
      throw TreeReader.corrupt("time out of range", null);
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static byte[] fraction(int nanos) {
    return nanos == 0
        ? new byte[0]
        : new byte[] {
          (byte) (nanos >>> 24), (byte) (nanos >>> 16), (byte) (nanos >>> 8), (byte) nanos
        };
  }

  private static int nanos(byte[] fraction) {
    int nanos = 0;
    for (byte b : fraction) {
      nanos = nanos << 8 | (b & 0xff);
    }
    return nanos;
  }

  private Xattrs xattrs(NodeAttributes given) throws IOException {
    Xattrs value = given.xattrs() == null ? Xattrs.NONE : given.xattrs();
    int at = io.reading() ? 0 : sets.indexOf(value);
    long code = io.number(TreeColumn.XATTR, at < 0 ? sets.size() : at);
    if (code < 0 || code > sets.size()) {
      throw TreeReader.corrupt("extended attributes out of range: " + code, null);
    }
    if (code < sets.size()) {
      return sets.get((int) code);
    }
    Xattrs added = io.reading() ? readSet() : value;
    if (!io.reading()) {
      writeSet(value);
    }
    sets.add(added);
    return added;
  }

  private void writeSet(Xattrs set) throws IOException {
    io.number(TreeColumn.XATTR, set.values().size());
    for (Map.Entry<String, byte[]> entry : set.values().entrySet()) {
      io.bytes(TreeColumn.XATTR, entry.getKey().getBytes(StandardCharsets.UTF_8));
      io.bytes(TreeColumn.XATTR, entry.getValue());
    }
  }

  private Xattrs readSet() throws IOException {
    long count = io.number(TreeColumn.XATTR, 0);
    Map<String, byte[]> values = new TreeMap<>();
    for (long i = 0; i < count; i++) {
      byte[] name = io.bytes(TreeColumn.XATTR, new byte[0]);
      String text = new String(name, StandardCharsets.UTF_8);
      if (text.isEmpty() || text.indexOf('\0') >= 0) {
        throw TreeReader.corrupt("name of an extended attribute", null);
      }
      if (values.put(text, io.bytes(TreeColumn.XATTR, new byte[0])) != null) {
        throw TreeReader.corrupt("an extended attribute comes twice", null);
      }
    }
    return Xattrs.of(values);
  }
}
