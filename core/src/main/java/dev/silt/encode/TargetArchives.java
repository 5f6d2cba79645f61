package dev.silt.encode;

import dev.silt.deflate.DeflateProbe;
import dev.silt.delta.OpaqueReason;
import dev.silt.error.CorruptDataException;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import dev.silt.io.Spool;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.unpack.Archive;
import dev.silt.unpack.Inflation;
import dev.silt.unpack.Member;
import dev.silt.unpack.MemberStreams;
import dev.silt.unpack.Packing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Sees through archives of the target: finds which members' streams the base has, inflates the
 * others, finds the models that pack them again, and tries whether all comes out as it was. What
 * was found of an archive is remembered. Not safe for several threads; works in several.
 */
final class TargetArchives {

  private static final int MAX_IN_MEMORY = 1 << 20;

  /** What literals take of what deflate makes of them, in hundredths. */
  private static final int BETTER_THAN_DEFLATE = 90;

  /** Members that one thread looks at. */
  private static final int BATCH = 64;

  private final BaseMembers base;
  private final WorkFiles work;
  private final Tasks tasks;
  private final Map<Key, @Nullable TargetArchive> known = new HashMap<>();
  private final Map<Digest, OpaqueReason> opaque = new HashMap<>();
  private @Nullable Spool spool;

  /** An archive, and the base archive that is looked into first. */
  private record Key(Digest digest, int archive) {}

  TargetArchives(BaseMembers base, WorkFiles work, Tasks tasks) {
    this.base = base;
    this.work = work;
    this.tasks = tasks;
  }

  /**
   * Looks at a content.
   *
   * @param content of the target
   * @param archive index of the base archive that is most like it; -1 if none is
   * @return what it is made from; null if it is no archive, or nothing is gained
   */
  @Nullable TargetArchive find(NewContent content, int archive) throws IOException {
    if (opaque.containsKey(content.digest())) {
      return null;
    }
    Key key = new Key(content.digest(), archive);
    if (!known.containsKey(key)) {
      known.put(key, open(content, archive));
    }
    return known.get(key);
  }

  private Spool spool() throws IOException {
    Spool out = spool;
    if (out == null) {
      out = work.newSpool();
      spool = out;
    }
    return out;
  }

  /** {@return why a content that was looked at is not seen through; null if it is no archive} */
  @Nullable OpaqueReason opaque(NewContent content) {
    return opaque.get(content.digest());
  }

  /** Leaves an archive as it is. */
  void refuse(NewContent content, OpaqueReason why) {
    opaque.put(content.digest(), why);
  }

  private @Nullable TargetArchive open(NewContent content, int baseArchive) throws IOException {
    ByteSource source = content.source();
    Archive archive = Archive.parse(source);
    if (archive == null) {
      if (Archive.isLikely(source)) {
        boolean tooLarge = Archive.isTooLarge(source);
        refuse(content, tooLarge ? OpaqueReason.LIMIT : OpaqueReason.IRREGULAR);
      }
      return null;
    }
    byte[][] names = archive.names();
    TargetMember[] members = new TargetMember[archive.memberCount()];
    List<Integer> left = new ArrayList<>();
    int expected = 0;
    for (int i = 0; i < members.length; i++) {
      Member member = archive.member(i);
      int found = base.findStream(member, archive.stream(i), expected, baseArchive);
      if (found >= 0) {
        Member there = Objects.requireNonNull(base.member(found));
        members[i] =
            new TargetMember(names[i], found, null, null, there.crc(), there.plainLength(), 0, 0);
        expected = found + 1;
      } else {
        left.add(i);
        expected++;
      }
    }
    Spool out = spool();
    // The first model that is found is tried first for all others, so that threads change nothing.
    DeflateProbe probe = DeflateProbe.create();
    int likely = 0;
    int first = 0;
    for (; first < left.size() && likely == 0; first++) {
      int i = left.get(first);
      members[i] = member(archive, i, names[i], out, probe, 0);
      likely = members[i].model();
    }
    List<Callable<List<TargetMember>>> runs = new ArrayList<>();
    for (; first < left.size(); first += BATCH) {
      List<Integer> batch = left.subList(first, Math.min(left.size(), first + BATCH));
      int model = likely;
      runs.add(() -> batch(archive, batch, names, out, model));
    }
    List<TargetMember> others = new ArrayList<>();
    tasks.run(runs).forEach(others::addAll);
    for (int k = 0; k < others.size(); k++) {
      members[left.get(left.size() - others.size() + k)] = others.get(k);
    }
    OpaqueReason why = why(archive, members, names, left);
    if (why != null) {
      refuse(content, why);
      return null;
    }
    Streams streams = new Streams(archive, members);
    long start = out.position();
    archive.writeSkeleton(streams, out);
    out.flush();
    ByteSource skeleton = out.slice(start, out.position() - start);
    if (!comesBack(skeleton, streams, source)) {
      refuse(content, OpaqueReason.IRREGULAR);
      return null;
    }
    // Where there are no members to tell it: without an archive in the base it is in doubt.
    long changed = archive.isWhole() && baseArchive >= 0 ? source.length() : 0;
    for (int i : left) {
      changed += archive.member(i).length();
    }
    return new TargetArchive(
        skeleton, digest(skeleton), List.of(members), changed, literal(archive, source));
  }

  /** Deflated bytes do not compress, and fields of any number of bits hardly. */
  private static int literal(Archive archive, ByteSource source) throws IOException {
    if (archive.isWhole() && archive.layout() == null) {
      return OpCost.PACKED_BITS;
    }
    long deflated = 0;
    for (int i = 0; i < archive.memberCount(); i++) {
      deflated += archive.member(i).deflated() ? archive.member(i).length() : 0;
    }
    long others = source.length() - deflated;
    return Density.isDense(source)
        ? OpCost.DENSE
        : (int) ((OpCost.DENSE * deflated + OpCost.LITERAL * others) / source.length());
  }

  /**
   * Streams that no model makes are matched better in their place, among those beside them.
   *
   * @return why the archive is left as it is; null if it is not
   */
  private static @Nullable OpaqueReason why(
      Archive archive, TargetMember[] members, byte[][] names, List<Integer> left) {
    long made = 0;
    long foreign = 0;
    long other = 0;
    for (int i : left) {
      Member member = archive.member(i);
      boolean isMade = members[i].model() > 0;
      boolean isStored = !member.deflated() && member.length() == member.plainLength();
      made += isMade || BaseMembers.isArchiveName(names[i]) ? member.length() : 0;
      foreign += member.deflated() && !isMade ? member.length() : 0;
      other += member.deflated() || isStored ? 0 : member.length();
    }
    if (foreign > made) {
      return foreign >= other ? OpaqueReason.ENCODER : OpaqueReason.METHOD;
    }
    if (made > 0 || left.size() < members.length || archive.isWhole()) {
      return null;
    }
    return other > 0 ? OpaqueReason.METHOD : OpaqueReason.GAIN;
  }

  private static boolean comesBack(ByteSource skeleton, Streams streams, ByteSource source)
      throws IOException {
    Comparison comparison = new Comparison(source);
    try {
      Packing.render(skeleton, streams, comparison);
    } catch (CorruptDataException e) {
      return false; // what only looked like the parts of an archive, and no reader would take
    }
    return comparison.equal && comparison.position == source.length();
  }

  private static List<TargetMember> batch(
      Archive archive, List<Integer> numbers, byte[][] names, Spool out, int likely)
      throws IOException {
    DeflateProbe probe = DeflateProbe.create();
    List<TargetMember> members = new ArrayList<>();
    for (int i : numbers) {
      members.add(member(archive, i, names[i], out, probe, likely));
    }
    return members;
  }

  /** Inflates a member if it can be packed again; else it is its stream. */
  private static TargetMember member(
      Archive archive, int index, byte[] name, Spool out, DeflateProbe probe, int likely)
      throws IOException {
    Member member = archive.member(index);
    ByteSource stream = archive.stream(index);
    ByteSource plain = member.deflated() ? inflated(member, stream, out) : null;
    int model = plain == null ? 0 : probe.find(stream, plain, likely).model();
    if (plain == null || model == 0) {
      boolean dense = member.deflated() || Density.isDense(stream);
      return packed(name, stream, 0, dense ? OpCost.DENSE : OpCost.LITERAL);
    }
    // What literals are coded with is a little better than deflate.
    long literal = BETTER_THAN_DEFLATE * member.length() / member.plainLength();
    return packed(name, plain, model, (int) Math.min(OpCost.DENSE, 1 + literal));
  }

  private static @Nullable ByteSource inflated(Member member, ByteSource stream, Spool out)
      throws IOException {
    if (member.plainLength() <= MAX_IN_MEMORY) {
      ByteArrayOutputStream plain = new ByteArrayOutputStream((int) member.plainLength());
      if (!Inflation.inflate(stream, member.plainLength(), plain)) {
        return null;
      }
      synchronized (out) {
        return slice(out, out.position(), plain.toByteArray());
      }
    }
    synchronized (out) {
      long start = out.position();
      boolean fine = Inflation.inflate(stream, member.plainLength(), out);
      out.flush();
      return fine ? out.slice(start, member.plainLength()) : null;
    }
  }

  private static ByteSource slice(Spool out, long start, byte[] bytes) throws IOException {
    out.write(bytes, 0, bytes.length);
    out.flush();
    return out.slice(start, bytes.length);
  }

  private static TargetMember packed(byte[] name, ByteSource content, int model, int literal)
      throws IOException {
    CRC32 crc = new CRC32();
    var sha256 = Digest.newSha256();
    byte[] buffer = new byte[(int) Math.min(1 << 16, content.length())];
    int n;
    for (long done = 0; (n = content.read(done, buffer, 0, buffer.length)) > 0; done += n) {
      crc.update(buffer, 0, n);
      sha256.update(buffer, 0, n);
    }
    Digest digest = Digest.ofSha256(sha256.digest());
    return new TargetMember(
        name, -1, digest, content, (int) crc.getValue(), content.length(), model, literal);
  }

  private static Digest digest(ByteSource source) throws IOException {
    var digest = packed(new byte[0], source, 0, 0).digest();
    return Objects.requireNonNull(digest);
  }

  /** The archive's own streams, with what is known of them without its headers. */
  private record Streams(Archive archive, TargetMember[] members) implements MemberStreams {

    @Override
    public int count() {
      return members.length;
    }

    @Override
    public ByteSource stream(int member) throws IOException {
      return archive.stream(member);
    }

    @Override
    public int crc(int member) {
      return members[member].crc();
    }

    @Override
    public long plainLength(int member) {
      return members[member].plainLength();
    }
  }

  /** Compares what is written with what should be. */
  private static final class Comparison extends OutputStream {
    private final ByteSource expected;
    private byte[] buffer = new byte[0];
    private long position;
    private boolean equal = true;

    Comparison(ByteSource expected) {
      this.expected = expected;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (equal && count <= expected.length() - position) {
        buffer = buffer.length < count ? new byte[count] : buffer;
        expected.readFully(position, buffer, 0, count);
        equal = Arrays.equals(bytes, from, from + count, buffer, 0, count);
      } else {
        equal = false;
      }
      position += count;
    }
  }
}
