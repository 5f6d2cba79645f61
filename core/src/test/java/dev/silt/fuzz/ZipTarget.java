package dev.silt.fuzz;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.testing.BitcodeBytes;
import dev.silt.testing.Bytes;
import dev.silt.testing.JimageBytes;
import dev.silt.testing.RandomZips;
import dev.silt.unpack.Archive;
import dev.silt.unpack.ClassLayout;
import dev.silt.unpack.Inflation;
import dev.silt.unpack.Member;
import dev.silt.unpack.MemberStreams;
import dev.silt.unpack.Packing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Any file that is taken for an archive is given back bit for bit from its skeleton and streams;
 * any skeleton makes something or is refused. The first byte chooses which. Stateless.
 */
final class ZipTarget {

  /** In place of the number of members, as 0 stands for a file. */
  private static final int NO_MEMBERS = 0xff;

  private static final int MAX_INFLATED = 1 << 20;

  private ZipTarget() {}

  /** {@return archives and skeletons} */
  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] zip = RandomZips.zip(new SplittableRandom(i), i & 1).render();
      seeds.add(Bytes.concat(new byte[] {0}, zip));
      Archive archive = Archive.parse(ByteSource.of(zip));
      if (archive != null) {
        seeds.add(Bytes.concat(new byte[] {(byte) archive.memberCount()}, skeleton(archive)));
      }
    }
    for (int i = 1; i < 6; i++) {
      byte[] jimage = JimageBytes.random(new SplittableRandom(i), 10 * i).render();
      seeds.add(Bytes.concat(new byte[] {0}, jimage));
      byte[] bitcode = BitcodeBytes.random(i, i, -1);
      seeds.add(Bytes.concat(new byte[] {0}, bitcode));
      Archive fields = Objects.requireNonNull(Archive.parse(ByteSource.of(bitcode)));
      seeds.add(Bytes.concat(new byte[] {(byte) NO_MEMBERS}, skeleton(fields)));
      Iterator<Long> layout = List.of(0L, 64L, 1L, 64L + i, 2L, 8L, 0L).iterator();
      Archive classes = Archive.ofClasses(ByteSource.of(jimage), ClassLayout.read(layout::next));
      seeds.add(Bytes.concat(new byte[] {(byte) NO_MEMBERS}, skeleton(classes)));
    }
    return seeds;
  }

  /**
   * Tries one.
   *
   * @param input 0 and a file, or the number of members, 255 for none, and a skeleton
   * @return whether it was an archive, or a skeleton
   * @throws IOException if the library fails in a way it must not
   */
  static boolean run(byte[] input) throws IOException {
    if (input.length < 2) {
      return false;
    }
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    int members = input[0] & 0xff;
    return members == 0 ? archive(bytes) : skeleton(bytes, members == NO_MEMBERS ? 0 : members);
  }

  private static boolean archive(byte[] bytes) throws IOException {
    Archive archive = Archive.parse(ByteSource.of(bytes));
    if (archive == null) {
      return false;
    }
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    Packing.render(ByteSource.of(skeleton(archive)), new Streams(archive), again);
    // bitcode may have numbers in more chunks than they need, and is not used then
    if (!archive.isWhole() && !Arrays.equals(bytes, again.toByteArray())) {
      throw new AssertionError("not given back");
    }
    if (archive.names().length != archive.memberCount()) {
      throw new AssertionError("names");
    }
    for (int i = 0; i < Math.min(archive.memberCount(), 10); i++) {
      Member member = archive.member(i);
      long length = Math.min(MAX_INFLATED, member.plainLength());
      Inflation.inflate(archive.stream(i), length, OutputStream.nullOutputStream());
    }
    return true;
  }

  private static byte[] skeleton(Archive archive) throws IOException {
    ByteArrayOutputStream skeleton = new ByteArrayOutputStream();
    archive.writeSkeleton(new Streams(archive), skeleton);
    return skeleton.toByteArray();
  }

  private static boolean skeleton(byte[] bytes, int members) throws IOException {
    try {
      Packing.render(ByteSource.of(bytes), new Fixed(members), OutputStream.nullOutputStream());
      return true;
    } catch (CorruptDataException e) {
      return false;
    }
  }

  private record Streams(Archive archive) implements MemberStreams {

    @Override
    public int count() {
      return archive.memberCount();
    }

    @Override
    public ByteSource stream(int member) throws IOException {
      return archive.stream(member);
    }

    @Override
    public int crc(int member) {
      return archive.member(member).crc();
    }

    @Override
    public long plainLength(int member) {
      return archive.member(member).plainLength();
    }
  }

  private record Fixed(int count) implements MemberStreams {

    @Override
    public ByteSource stream(int member) {
      return ByteSource.of(new byte[] {1, 2, 3});
    }

    @Override
    public int crc(int member) {
      return member;
    }

    @Override
    public long plainLength(int member) {
      return 1L << 40;
    }
  }
}
