package dev.silt.damage;

import static dev.silt.testing.OciForm.descriptor;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.SiltException;
import dev.silt.testing.Bytes;
import dev.silt.testing.FileSet;
import dev.silt.testing.ImageBytes;
import dev.silt.testing.ImageSpec;
import dev.silt.testing.Item;
import dev.silt.testing.LayerSpec;
import dev.silt.testing.OciForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Archives whose documents or blobs lie. Stateless. */
final class HostileContainers {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final Class<SiltException> ANY = SiltException.class;
  private static final Class<InvalidImageException> INVALID = InvalidImageException.class;
  private static final ImageBytes IMAGE =
      ImageSpec.of(LayerSpec.of(Item.file("a", new byte[600]))).render();

  private HostileContainers() {}

  static List<HostileCase> all() {
    List<HostileCase> cases = new ArrayList<>();
    blobs(cases);
    documents(cases);
    indexes(cases);
    docker(cases);
    outer(cases);
    return cases;
  }

  private static FileSet good() {
    return new OciForm().files(IMAGE, false);
  }

  private static String name(byte[] blob) {
    return "blobs/sha256/" + Bytes.sha256(blob);
  }

  private static byte[] manifestBytes() {
    return Bytes.latin1(new OciForm().manifest(IMAGE, new FileSet()));
  }

  private static void blobs(List<HostileCase> cases) {
    byte[] layer = IMAGE.layers().get(0).blob();
    byte[] config = IMAGE.config();
    byte[] manifest = manifestBytes();
    cases.add(
        HostileCase.of(
            "layer changed",
            good().put(name(layer), HostileLayers.flipped(layer, 600)),
            CorruptDataException.class));
    cases.add(HostileCase.of("layer cut", good().put(name(layer), Arrays.copyOf(layer, 512)), ANY));
    cases.add(
        HostileCase.of("layer longer", good().put(name(layer), Bytes.concat(layer, layer)), ANY));
    cases.add(HostileCase.of("layer missing", good().remove(name(layer)), INVALID));
    cases.add(HostileCase.of("config missing", good().remove(name(config)), INVALID));
    cases.add(HostileCase.of("manifest missing", good().remove(name(manifest)), INVALID));
    cases.add(
        HostileCase.of(
            "config changed", good().put(name(config), HostileLayers.flipped(config, 2)), ANY));
    cases.add(
        HostileCase.of(
            "manifest changed",
            good().put(name(manifest), HostileLayers.flipped(manifest, 2)),
            ANY));
    String other = Bytes.digest(new byte[7]);
    cases.add(
        config("diffID of another", text -> text.replace(IMAGE.diffIds().get(0), other), ANY));
    String id = "\"" + IMAGE.diffIds().get(0) + "\"";
    cases.add(config("more diffIDs than layers", t -> t.replace(id, id + "," + id), ANY));
    cases.add(config("no diffIDs", text -> text.replace(id, ""), ANY));
    cases.add(config("diffID is no digest", text -> text.replace(id, "\"sha256:abc\""), ANY));
    cases.add(config("diffID is a number", text -> text.replace(id, "12"), ANY));
    cases.add(config("no rootfs", text -> text.replace("\"rootfs\"", "\"rotfs\""), ANY));
    cases.add(config("rootfs twice", t -> t.replace("\"history\"", "\"rootfs\""), ANY));
    cases.add(config("config is a list", text -> "[" + text + "]", ANY));
    cases.add(config("config is nothing", text -> "", ANY));
    cases.add(config("config is not UTF-8", text -> text.replace("amd64", "\u00e9\u00ff"), ANY));
    cases.add(
        config("config is huge", text -> text + " ".repeat(2 << 20), LimitExceededException.class));
  }

  private static HostileCase config(
      String name, UnaryOperator<String> change, Class<? extends SiltException> type) {
    byte[] changed = Bytes.latin1(change.apply(Bytes.latin1(IMAGE.config())));
    ImageBytes image = new ImageBytes(changed, IMAGE.layers(), "amd64", List.of(), 1);
    return HostileCase.of(name, new OciForm().files(image, false), type);
  }

  private static void documents(List<HostileCase> cases) {
    byte[] layer = IMAGE.layers().get(0).blob();
    String digest = Bytes.digest(layer);
    String size = "\"size\":" + layer.length;
    cases.add(manifest("layer size short", t -> t.replace(size, "\"size\":1")));
    cases.add(manifest("layer size huge", t -> t.replace(size, "\"size\":9223372036854775807")));
    cases.add(
        manifest("layer size beyond long", t -> t.replace(size, "\"size\":99999999999999999999")));
    cases.add(manifest("layer size negative", t -> t.replace(size, "\"size\":-1")));
    cases.add(manifest("layer size a fraction", t -> t.replace(size, "\"size\":1e999")));
    cases.add(manifest("layer size a string", t -> t.replace(size, "\"size\":\"x\"")));
    cases.add(manifest("layer twice the size key", t -> t.replace(size, size + "," + size)));
    cases.add(manifest("digest with ..", t -> t.replace(digest, "sha256:../../../etc/passwd")));
    cases.add(manifest("digest of unknown kind", t -> t.replace(digest, "md5:" + "0".repeat(32))));
    cases.add(manifest("digest in capitals", t -> t.replace(digest, "sha256:" + "A".repeat(64))));
    cases.add(manifest("digest missing", t -> t.replace("\"digest\"", "\"digset\"")));
    cases.add(
        manifest("layers is an object", t -> t.replace("\"layers\":[", "\"layers\":{}, \"x\":[")));
    cases.add(manifest("layers twice", t -> t.replace("\"layers\":", "\"layers\":[],\"layers\":")));
    cases.add(
        manifest(
            "layers and manifests", t -> t.substring(0, t.length() - 1) + ",\"manifests\":[]}"));
    cases.add(manifest("type of an index", t -> t.replace(MANIFEST, INDEX)));
    cases.add(
        manifest("schema version 1", t -> t.replace("\"schemaVersion\":2", "\"schemaVersion\":1")));
    cases.add(manifest("two documents", t -> t + t));
    cases.add(
        manifest(
            "deep nesting",
            t ->
                t.replace(
                    "\"layers\":",
                    "\"x\":" + "[".repeat(5000) + "]".repeat(5000) + ",\"layers\":")));
    cases.add(
        manifest(
            "artifact without layers",
            t -> t.replace("vnd.oci.image.config.v1", "vnd.example.thing.v1").replace(digest, "")));
  }

  private static HostileCase manifest(String name, UnaryOperator<String> change) {
    FileSet files = good();
    byte[] old = manifestBytes();
    String changed = change.apply(Bytes.latin1(old));
    if (changed.equals(Bytes.latin1(old))) {
      throw new AssertionError("nothing changed: " + name);
    }
    files.remove(name(old)).putBlob(Bytes.latin1(changed));
    return HostileCase.of(name, files.put("index.json", index(changed)), ANY);
  }

  private static String index(String manifest) {
    return "{\"schemaVersion\":2,\"manifests\":["
        + descriptor(MANIFEST, Bytes.latin1(manifest), "")
        + "]}";
  }

  private static void indexes(List<HostileCase> cases) {
    String manifest = Bytes.latin1(manifestBytes());
    String good = index(manifest);
    String one = descriptor(MANIFEST, Bytes.latin1(manifest), "");
    UnaryOperator<String> none = text -> text.replace(one, "");
    cases.add(indexed("no manifests", none.apply(good), INVALID));
    cases.add(indexed("no index at all", "{}", ANY));
    cases.add(indexed("index is no JSON", "manifests", ANY));
    cases.add(indexed("index is empty", "", ANY));
    cases.add(indexed("key twice", good.replace("{\"s", "{\"manifests\":[],\"s"), ANY));
    cases.add(indexed("nested deep", "[".repeat(200_000), ANY));
    cases.add(indexed("nested deep objects", "{\"a\":".repeat(100_000), ANY));
    cases.add(indexed("size wrong", good.replace("\"size\":", "\"size\":1"), ANY));
    cases.add(indexed("contradicting type", good.replace(MANIFEST, INDEX), ANY));
    cases.add(
        indexed("index and manifest", good.replace("]}", "],\"config\":{},\"layers\":[]}"), ANY));
    cases.add(indexed("huge", good + " ".repeat(2 << 20), LimitExceededException.class));
    FileSet files = good();
    String inner = index(manifest);
    for (int i = 0; i < 60; i++) {
      files.putBlob(Bytes.latin1(inner));
      inner =
          "{\"schemaVersion\":2,\"manifests\":["
              + descriptor(INDEX, Bytes.latin1(inner), "")
              + "]}";
    }
    cases.add(HostileCase.of("60 nested indexes", files.put("index.json", inner), ANY));
    FileSet two = good();
    ImageBytes other = IMAGE.withConfig(Bytes.concat(IMAGE.config(), Bytes.latin1(" ")));
    String otherManifest = new OciForm().manifest(other, two);
    two.putBlob(Bytes.latin1(otherManifest));
    String both = one + "," + descriptor(MANIFEST, Bytes.latin1(otherManifest), "");
    cases.add(
        HostileCase.of("two images", two.put("index.json", good.replace(one, both)), INVALID));
  }

  private static HostileCase indexed(
      String name, String index, Class<? extends SiltException> type) {
    return HostileCase.of("index: " + name, good().put("index.json", index), type);
  }

  private static void docker(List<HostileCase> cases) {
    cases.add(dockerCase("Layers ..", "c.json", "../../../etc/passwd", false));
    cases.add(dockerCase("Layers absolute", "c.json", "/etc/passwd", false));
    cases.add(dockerCase("Layers missing", "c.json", "nothing.tar", false));
    cases.add(dockerCase("Config ..", "../c.json", "l.tar", false));
    cases.add(dockerCase("Config absolute", "/etc/passwd", "l.tar", false));
    cases.add(dockerCase("Config is a layer", "l.tar", "l.tar", false));
    cases.add(dockerCase("two images in manifest.json", "c.json", "l.tar", true));
    FileSet looped = dockerFiles("c.json", "a/layer.tar", false);
    looped.link("a/layer.tar", "../b/layer.tar").link("b/layer.tar", "../a/layer.tar");
    cases.add(HostileCase.of("symlink loop", looped, ANY));
    for (String link : new String[] {"/etc/passwd", "../../../etc/passwd", "../gone", "a"}) {
      FileSet files = dockerFiles("c.json", "a/layer.tar", false).link("a/layer.tar", link);
      cases.add(HostileCase.of("symlink to " + link, files, ANY));
      files = dockerFiles("c.json", "h.tar", false).hardLink("h.tar", link);
      cases.add(HostileCase.of("hard link to " + link, files, ANY));
    }
    for (String text :
        new String[] {"", "{}", "[]", "[{}]", "[1]", "[[]]", "null", "[{\"Config\":1}]"}) {
      cases.add(
          HostileCase.of("manifest.json " + text, new FileSet().put("manifest.json", text), ANY));
    }
    FileSet twice = dockerFiles("c.json", "l.tar", false);
    String text =
        new String(
            twice.files().getOrDefault("manifest.json", new byte[0]), StandardCharsets.UTF_8);
    twice.put("manifest.json", text.replace("[{", "[{\"Layers\":[],"));
    cases.add(HostileCase.of("Layers twice", twice, ANY));
  }

  private static HostileCase dockerCase(String name, String config, String layer, boolean twice) {
    return HostileCase.of("docker: " + name, dockerFiles(config, layer, twice), ANY);
  }

  private static FileSet dockerFiles(String config, String layer, boolean twice) {
    String one = "{\"Config\":\"" + config + "\",\"RepoTags\":null,\"Layers\":[\"" + layer + "\"]}";
    String two = one.replace("c.json", "d.json");
    return new FileSet()
        .put("manifest.json", "[" + one + (twice ? "," + two : "") + "]")
        .put("c.json", IMAGE.config())
        .put("d.json", Bytes.concat(IMAGE.config(), Bytes.latin1(" ")))
        .put("l.tar", IMAGE.layers().get(0).tar());
  }

  private static void outer(List<HostileCase> cases) {
    byte[] tar = HostileCase.tar(good());
    byte[] gzip = dev.silt.testing.LayerCodec.gzip(tar, 6, 0);
    byte[] zstd = com.github.luben.zstd.Zstd.compress(tar, 3);
    byte[] zeros = new byte[40 << 20];
    cases.add(HostileCase.of("no bytes", new byte[0], ANY));
    cases.add(HostileCase.of("one byte", new byte[1], ANY));
    cases.add(HostileCase.of("zeros", new byte[10_240], ANY));
    cases.add(HostileCase.of("text", Bytes.latin1("an image\n".repeat(500)), ANY));
    cases.add(HostileCase.of("empty archive", HostileCase.tar(new FileSet()), ANY));
    cases.add(
        HostileCase.of("a tar of something", HostileCase.tar(new FileSet().put("a", "b")), ANY));
    cases.add(HostileCase.of("header damaged", HostileLayers.flipped(tar, 1), ANY));
    cases.add(HostileCase.of("cut in a header", Arrays.copyOf(tar, 700), ANY));
    cases.add(HostileCase.of("gzip cut", Arrays.copyOf(gzip, gzip.length - 10), ANY));
    cases.add(HostileCase.of("gzip CRC", HostileLayers.flipped(gzip, gzip.length - 8), ANY));
    cases.add(HostileCase.of("zstd cut", Arrays.copyOf(zstd, zstd.length - 4), ANY));
    byte[] gzipBomb = dev.silt.testing.LayerCodec.gzip(zeros, 9, 0);
    cases.add(HostileCase.of("whole gzip bomb", gzipBomb, ANY));
    cases.add(
        HostileCase.of("whole zstd bomb", com.github.luben.zstd.Zstd.compress(zeros, 3), ANY));
    byte[] nested = tar;
    for (int i = 0; i < 50; i++) {
      nested = dev.silt.testing.LayerCodec.gzip(nested, 1, 0);
    }
    cases.add(HostileCase.of("gzip in gzip, 50 deep", nested, ANY));
  }
}
