package dev.silt.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.delta.MemberList;
import dev.silt.delta.Unpacking;
import dev.silt.error.CancelledException;
import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.testing.RandomData;
import dev.silt.testing.ZipBytes;
import dev.silt.testing.ZipItem;
import dev.silt.unpack.Archive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives are the same for any number of threads, and so are failures. */
@Timeout(60)
class PackerTest {

  private static final int COUNT = 300;
  private static final int[] LEVELS = {6, 9, 1};

  private final Path directory;
  private final List<byte[]> plains = new ArrayList<>();
  private final MemberList members = new MemberList();
  private final byte[] zip;
  private final ByteSource skeleton;
  private final long packedLength;

  PackerTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    SplittableRandom random = new SplittableRandom(5);
    List<ZipItem> items = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < COUNT; i++) {
      int length = i == 20 ? 700_000 : random.nextInt(1, 9000);
      byte[] plain = RandomData.text(random, length);
      int level = i % 7 == 3 ? 0 : LEVELS[i % LEVELS.length];
      plains.add(plain);
      members.add(MemberList.Source.NEW, i, 1, level);
      items.add(
          level == 0
              ? ZipItem.stored("n" + i, plain)
              : ZipItem.deflated("n" + i, plain, level).withTime(i));
      sum += level == 0 ? 0 : length;
    }
    packedLength = sum;
    zip = ZipBytes.of(items).render();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Objects.requireNonNull(Archive.parse(ByteSource.of(zip))).writeSkeleton(null, out);
    skeleton = ByteSource.of(out.toByteArray());
  }

  private byte[] pack(Packer.Contents contents, int threadCount, long allowed, int times)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (WorkFiles work = WorkFiles.create(directory);
        Tasks tasks = Tasks.create(threadCount)) {
      UnpackedBase base =
          UnpackedBase.open(Unpacking.NONE, 0, file -> ByteSource.of(new byte[0]), work);
      Packer packer = new Packer(base, contents, work, tasks, allowed);
      for (int i = 0; i < times; i++) {
        out.reset();
        packer.pack(skeleton, members, out, zip.length);
      }
    }
    return out.toByteArray();
  }

  private ByteSource plain(int number) {
    return ByteSource.of(plains.get(number));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 50})
  void threadsChangeNothing(int threadCount) throws IOException {
    Set<Long> threads = ConcurrentHashMap.newKeySet();
    byte[] made =
        pack(
            number -> {
              threads.add(Thread.currentThread().getId());
              return plain(number);
            },
            threadCount,
            2 * packedLength,
            2);
    assertThat(made).isEqualTo(zip);
    assertThat(threads).hasSizeLessThanOrEqualTo(threadCount + 1);
  }

  /** Whichever thread fails first: the first member that cannot be made tells. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void theFirstFailureIsThrown(int threadCount) {
    assertThatThrownBy(
            () ->
                pack(
                    number ->
                        number < 50
                            ? plain(number)
                            : new Unreadable(number, plains.get(number).length),
                    threadCount,
                    packedLength,
                    1))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage("no content 50");
  }

  /** Has a length, but cannot be read. */
  private record Unreadable(int number, long length) implements ByteSource {

    @Override
    public int read(long offset, byte[] buffer, int from, int count) throws IOException {
      throw new CorruptDataException("no content " + number);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void moreThanIsSaidIsRefusedBeforeItIsRead(int threadCount) {
    assertThatThrownBy(
            () ->
                pack(
                    number -> new Unreadable(number, plains.get(number).length),
                    threadCount,
                    packedLength - 1,
                    1))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("more is packed than it says");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void anInterruptEndsAllThreads(int threadCount) {
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                pack(
                    number -> {
                      if (Thread.currentThread() != caller || threadCount == 1) {
                        caller.interrupt();
                      }
                      return plain(number);
                    },
                    threadCount,
                    packedLength,
                    1))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
