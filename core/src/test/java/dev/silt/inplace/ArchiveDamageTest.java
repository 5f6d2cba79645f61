package dev.silt.inplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.Purpose;
import dev.silt.damage.DeltaSections;
import dev.silt.damage.DeltaSections.Part;
import dev.silt.damage.TinyPairs;
import dev.silt.delta.ColumnEffort;
import dev.silt.delta.SectionType;
import dev.silt.delta.TreePart;
import dev.silt.delta.TreeUnpacking;
import dev.silt.error.CorruptDataException;
import dev.silt.error.Limits;
import dev.silt.error.SiltException;
import dev.silt.testing.ImagePair;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deltas that see through an archive, damaged under right checksums: the tree is the target or the
 * base, and no work file is left.
 */
class ArchiveDamageTest {

  private static final int EDIT_COUNT = Integer.getInteger("silt.edits", 1000);

  private Path directory = Path.of("");

  @BeforeEach
  void useDirectory(@TempDir Path empty) {
    directory = empty;
  }

  private CrashPair pair(ImagePair images, Purpose purpose) throws IOException {
    return CrashPair.of(images, purpose, Files.createDirectory(directory.resolve("pair")));
  }

  private static List<Part> plainParts(CrashPair pair) throws IOException {
    byte[] delta = pair.delta().readAllBytes();
    return DeltaSections.split(DeltaSections.delta(DeltaSections.seed(delta)));
  }

  /** Totals and contents: what is wrong in them is told, as their digest is in TREE. */
  private static boolean isVerified(Part part) {
    return part.code() == SectionType.HEADER.code() || part.code() == SectionType.CONTENTS.code();
  }

  private static void check(CrashPair pair, List<Part> parts, String what) throws IOException {
    ModelDisk disk = pair.newDisk();
    boolean applied = false;
    try (Updater updater = pair.updater(disk, false)) {
      updater.apply(new ByteArrayInputStream(DeltaSections.join(parts)));
      applied = true;
    } catch (SiltException e) {
      assertThat(e).as(what).hasMessageNotContaining("null");
    }
    pair.assertNothingLeft();
    if (applied) {
      pair.assertTarget(disk, what);
    } else {
      pair.recover(disk);
      pair.assertBase(disk, what);
    }
  }

  @Test
  void flippedBits() throws IOException {
    CrashPair pair = pair(TinyPairs.archives(), Purpose.ROOTFS);
    assertThat(pair.unpackedCount()).isEqualTo(2);
    List<Part> parts = plainParts(pair);
    int step = EDIT_COUNT > 1000 ? 1 : 5;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      for (int bit = 0; isVerified(part) && bit < 8 * part.payload().length; bit += step) {
        byte[] payload = part.payload().clone();
        payload[bit / 8] ^= (byte) (1 << (bit % 8));
        List<Part> damaged = new ArrayList<>(parts);
        damaged.set(i, new Part(part.code(), part.flags(), payload));
        check(pair, damaged, "bit " + bit + " of section " + part.code());
      }
    }
  }

  @Test
  void edits() throws IOException {
    CrashPair pair = pair(TinyPairs.archives(), Purpose.BOTH);
    List<Part> parts = plainParts(pair);
    for (int seed = 0; seed < EDIT_COUNT; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int at = random.nextInt(parts.size());
      List<Part> damaged = new ArrayList<>(parts);
      damaged.set(at, parts.get(at).edited(random));
      if (isVerified(parts.get(at))) {
        check(pair, damaged, "edit " + seed + " of section " + parts.get(at).code());
      }
    }
  }

  private static void refused(CrashPair pair, String message, UnaryOperator<TreeUnpacking> lie)
      throws IOException {
    List<Part> parts = DeltaSections.split(pair.delta().readAllBytes());
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.code() == SectionType.TREE.code()) {
        TreePart tree = TreePart.parse(part.payload(), Limits.defaults());
        TreePart lying =
            new TreePart(tree.totals(), tree.items(), tree.timeSets(), lie.apply(tree.unpacking()));
        parts.set(
            i, new Part(part.code(), part.flags(), lying.toBytes(new ColumnEffort(3, false))));
      }
    }
    ModelDisk disk = pair.newDisk();
    try (Updater updater = pair.updater(disk, false)) {
      assertThatThrownBy(() -> updater.apply(new ByteArrayInputStream(DeltaSections.join(parts))))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageContaining(message);
    }
    pair.assertNothingLeft();
    pair.recover(disk);
    pair.assertBase(disk, message);
  }

  @Test
  void lies() throws IOException {
    CrashPair pair = pair(TinyPairs.archives(), Purpose.ROOTFS);
    refused(pair, "announce", unpacking -> TreeUnpacking.NONE);
    refused(
        pair,
        "more work files than it announces",
        unpacking -> new TreeUnpacking(unpacking.baseFileCount(), 100));
    refused(
        pair,
        "delta is damaged",
        unpacking -> new TreeUnpacking(unpacking.baseFileCount() + 1, unpacking.workLength()));
    refused(
        pair,
        "delta is damaged",
        unpacking -> new TreeUnpacking(Integer.MAX_VALUE, unpacking.workLength()));
  }

  @Test
  void archivesThatAreNotThere() throws IOException {
    CrashPair pair = pair(TinyPairs.edited(), Purpose.BOTH);
    refused(pair, "announce", unpacking -> new TreeUnpacking(3, 1000));
  }

  @Test
  void archivesWhereNothingIsNew() throws IOException {
    CrashPair pair = pair(touched(), Purpose.ROOTFS);
    refused(pair, "announce", unpacking -> new TreeUnpacking(3, 1000));
  }

  private static ImagePair touched() {
    Item file = Item.file("a", new byte[] {1});
    return new ImagePair(
        ImageSpec.of(LayerSpec.of(file)),
        ImageSpec.of(LayerSpec.of(file.withMode(0600))),
        "touched",
        false);
  }
}
