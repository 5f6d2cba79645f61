package dev.silt.damage;

import dev.silt.error.SiltException;
import dev.silt.testing.FileSet;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerBytes;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.OciForm;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One archive that must be refused.
 *
 * @param name what is wrong with it
 * @param archive its bytes
 * @param expected the exception; SiltException where several fit
 * @param refusedBy which operations must refuse it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HostileCase(
    String name, byte[] archive, Class<? extends SiltException> expected, Scope refusedBy) {

  /** Who must refuse an archive. The others may, and must not fail in another way. */
  enum Scope {
    /** Whoever reads it. */
    ALL,
    /** Who makes a tree of it; a delta keeps layers exact and need not care. */
    TREE,
    /** Nobody need; it only must not fail in another way. */
    NOBODY
  }

  @Override
  public String toString() {
    return name;
  }

  static HostileCase of(String name, FileSet files, Class<? extends SiltException> expected) {
    return of(name, tar(files), expected);
  }

  static HostileCase of(String name, byte[] archive, Class<? extends SiltException> expected) {
    return new HostileCase(name, archive, expected, Scope.ALL);
  }

  /** {@return the same with others who must refuse it} */
  HostileCase refusedBy(Scope value) {
    return new HostileCase(name, archive, expected, value);
  }

  /** {@return an image that is right except for one layer's tar} */
  static HostileCase layer(String name, byte[] tar, Class<? extends SiltException> expected) {
    FileSet files = new OciForm().files(new ImageOf(tar, tar, LayerCodec.NONE).bytes(), false);
    return of(name, files, expected);
  }

  /** {@return an image that is right except for one path in it} */
  static HostileCase tree(String name, Class<? extends SiltException> expected, Item... items) {
    FileSet files = new OciForm().files(ImageSpec.of(LayerSpec.of(items)).render(), false);
    return new HostileCase(name, tar(files), expected, Scope.TREE);
  }

  /** {@return an image whose only layer is stored as this blob} */
  static HostileCase blob(
      String name, byte[] tar, byte[] blob, LayerCodec codec, Class<? extends SiltException> type) {
    return of(name, new OciForm().files(new ImageOf(tar, blob, codec).bytes(), false), type);
  }

  static byte[] tar(FileSet files) {
    try {
      return files.tar(new SplittableRandom(2));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A one-layer image of given bytes. */
  record ImageOf(List<LayerBytes> layers) {
    ImageOf(byte[] tar, byte[] blob, LayerCodec codec) {
      this(List.of(new LayerBytes(tar, blob, codec)));
    }

    dev.silt.testing.ImageBytes bytes() {
      byte[] config = config(layers.get(0).diffId());
      return new dev.silt.testing.ImageBytes(config, layers, "amd64", List.of(), 1);
    }

    static byte[] config(String diffId) {
      return dev.silt.testing.Bytes.latin1(
          "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\","
              + "\"diff_ids\":[\""
              + diffId
              + "\"]}}");
    }
  }
}
