package dev.silt.fuzz;

import dev.silt.ImageSource;
import dev.silt.Silt;
import dev.silt.TreeOptions;
import dev.silt.error.SiltException;
import dev.silt.testing.Bytes;
import dev.silt.testing.FileSet;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.LayerBytes;
import dev.silt.testing.LayerCodec;
import dev.silt.testing.OciForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Any archive is listed or refused with a SiltException. The first byte says what the others are,
 * so that the fuzzer gets past the digests: 0 an archive; 1 a layer's tar (7: its checksums made
 * right); 2 a layer's blob; 3 an index; 4 a manifest; 5 a config; 6 a manifest.json. Stateless.
 */
final class ArchiveTarget {

  private static final TreeOptions OPTIONS =
      TreeOptions.defaults().withLimits(TarTarget.LIMITS).withThreadCount(1).withDigests(true);
  private static final byte[] TAR = new byte[1024];

  private ArchiveTarget() {}

  /**
   * Lists an archive.
   *
   * @param input kind and bytes
   * @return whether it could be listed
   * @throws IOException if the library fails in a way it must not
   */
  static boolean run(byte[] input) throws IOException {
    if (input.length == 0) {
      return false;
    }
    byte[] archive = archive(input[0], Bytes.from(input, 1));
    try {
      Silt.list(ImageSource.of(new ByteArrayInputStream(archive)), OPTIONS);
      return true;
    } catch (SiltException e) {
      return false;
    }
  }

  /** {@return an archive with the bytes in a place that the kind tells} */
  private static byte[] archive(byte kind, byte[] bytes) throws IOException {
    FileSet files =
        switch (kind) {
          case 1 -> new OciForm().files(image(bytes, bytes, LayerCodec.NONE), false);
          case 7 -> {
            byte[] tar = TarTarget.repaired(bytes);
            yield new OciForm().files(image(tar, tar, LayerCodec.NONE), false);
          }
          case 2 -> new OciForm().files(image(TAR, bytes, LayerCodec.GZIP), false);
          case 3 -> good().put("index.json", bytes);
          case 4 -> {
            FileSet good = good();
            good.putBlob(bytes);
            String type = "application/vnd.oci.image.manifest.v1+json";
            yield good.put(
                "index.json", "{\"manifests\":[" + OciForm.descriptor(type, bytes, "") + "]}");
          }
          case 5 -> new OciForm().files(image(TAR, TAR, LayerCodec.NONE).withConfig(bytes), false);
          case 6 -> new FileSet().put("manifest.json", bytes).put("a", TAR).put("b", config(TAR));
          default -> new FileSet();
        };
    return kind >= 1 && kind <= 7 ? files.tar(new SplittableRandom(4)) : bytes;
  }

  static FileSet good() {
    return new OciForm().files(image(TAR, TAR, LayerCodec.NONE), false);
  }

  private static byte[] config(byte[] tar) {
    return Bytes.latin1(
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\","
            + "\"diff_ids\":[\""
            + Bytes.digest(tar)
            + "\"]}}");
  }

  private static ImageBytes image(byte[] tar, byte[] blob, LayerCodec codec) {
    List<LayerBytes> layers = List.of(new LayerBytes(tar, blob, codec));
    return new ImageBytes(config(tar), layers, "amd64", List.of(), 1);
  }
}
