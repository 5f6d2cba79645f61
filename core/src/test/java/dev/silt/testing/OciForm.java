package dev.silt.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** OCI layouts in their variety: media types, nested indexes, attestations. Not thread-safe. */
public final class OciForm {

  private static final String OCI = "application/vnd.oci.image.";
  private static final String DOCKER = "application/vnd.docker.";

  private final boolean docker;
  private final boolean nested;
  private final boolean attested;
  private final boolean others;
  private final boolean annotated;

  /**
   * Chooses a variety.
   *
   * @param random decides it
   * @param others whether an image of another platform is in it
   */
  public OciForm(SplittableRandom random, boolean others) {
    this.docker = random.nextInt(4) == 0;
    this.nested = others || random.nextInt(4) == 0;
    this.attested = nested && random.nextBoolean();
    this.annotated = random.nextBoolean();
    this.others = others;
  }

  /** A layout without any variety. */
  public OciForm() {
    this.docker = false;
    this.nested = false;
    this.attested = false;
    this.others = false;
    this.annotated = false;
  }

  /**
   * Lays out an image.
   *
   * @param image what
   * @param withManifestJson whether it also has what makes it a docker-archive
   * @return the layout's files
   */
  public FileSet files(ImageBytes image, boolean withManifestJson) {
    FileSet files = new FileSet().put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    String manifest = manifest(image, files);
    files.putBlob(Bytes.latin1(manifest));
    String type = docker ? DOCKER + "distribution.manifest.v2+json" : OCI + "manifest.v1+json";
    List<String> descriptors = new ArrayList<>();
    if (nested) {
      String index = index(image, files, type, manifest);
      files.putBlob(Bytes.latin1(index));
      type = OCI + "index.v1+json";
      named(image, descriptors, type, index);
    } else {
      named(image, descriptors, type, manifest);
    }
    files.put(
        "index.json",
        "{\"schemaVersion\":2,\"mediaType\":\""
            + OCI
            + "index.v1+json\",\"manifests\":["
            + String.join(",", descriptors)
            + "]}");
    if (withManifestJson) {
      List<String> layers = new ArrayList<>();
      image.layers().forEach(l -> layers.add("blobs/sha256/" + Bytes.sha256(l.blob())));
      String config = "blobs/sha256/" + image.id().substring(7);
      files.put("manifest.json", DockerForm.manifest(config, image.names(), layers));
    }
    return files;
  }

  /** {@return the manifest's text; config and layers are put among the files} */
  public String manifest(ImageBytes image, FileSet files) {
    String configType = docker ? DOCKER + "container.image.v1+json" : OCI + "config.v1+json";
    List<String> layers = new ArrayList<>();
    for (LayerBytes layer : image.layers()) {
      files.putBlob(layer.blob());
      boolean gzip = layer.codec().suffix().equals("+gzip");
      String type =
          docker && gzip
              ? DOCKER + "image.rootfs.diff.tar.gzip"
              : OCI + "layer.v1.tar" + layer.codec().suffix();
      layers.add(descriptor(type, layer.blob(), annotated ? ",\"annotations\":{\"a\":\"b\"}" : ""));
    }
    files.putBlob(image.config());
    String type = docker ? DOCKER + "distribution.manifest.v2+json" : OCI + "manifest.v1+json";
    return "{\"schemaVersion\":2,\"mediaType\":\""
        + type
        + "\",\"config\":"
        + descriptor(configType, image.config(), "")
        + ",\"layers\":["
        + String.join(",", layers)
        + "]"
        + (annotated ? ",\"annotations\":{\"org.opencontainers.image.title\":\"t\"}" : "")
        + "}";
  }

  private String index(ImageBytes image, FileSet files, String type, String manifest) {
    List<String> descriptors = new ArrayList<>();
    descriptors.add(descriptor(type, Bytes.latin1(manifest), platform(image.architecture())));
    if (attested) {
      byte[] blob = Bytes.latin1("{\"_type\":\"https://in-toto.io/Statement/v0.1\"}");
      String digest = files.putBlob(blob);
      byte[] config =
          Bytes.latin1(
              "{\"architecture\":\"unknown\",\"os\":\"unknown\",\"rootfs\":{\"type\":\"layers\","
                  + "\"diff_ids\":[\""
                  + digest
                  + "\"]}}");
      files.putBlob(config);
      String attestation =
          "{\"schemaVersion\":2,\"mediaType\":\""
              + OCI
              + "manifest.v1+json\",\"config\":"
              + descriptor(OCI + "config.v1+json", config, "")
              + ",\"layers\":["
              + descriptor("application/vnd.in-toto+json", blob, "")
              + "]}";
      files.putBlob(Bytes.latin1(attestation));
      descriptors.add(
          descriptor(
              OCI + "manifest.v1+json",
              Bytes.latin1(attestation),
              ",\"platform\":{\"architecture\":\"unknown\",\"os\":\"unknown\"},\"annotations\":"
                  + "{\"vnd.docker.reference.type\":\"attestation-manifest\"}"));
    }
    if (others) {
      ImageBytes other =
          new ImageSpec(
                  List.of(LayerSpec.of(Item.file("other", new byte[9]))), "mips64le", List.of(), 3)
              .render();
      String text = manifest(other, files);
      files.putBlob(Bytes.latin1(text));
      descriptors.add(0, descriptor(type, Bytes.latin1(text), platform("mips64le")));
    }
    return "{\"schemaVersion\":2,\"mediaType\":\""
        + OCI
        + "index.v1+json\",\"manifests\":["
        + String.join(",", descriptors)
        + "]}";
  }

  private static String platform(String architecture) {
    return ",\"platform\":{\"architecture\":\"" + architecture + "\",\"os\":\"linux\"}";
  }

  private void named(ImageBytes image, List<String> descriptors, String type, String document) {
    byte[] bytes = Bytes.latin1(document);
    String platform = nested ? "" : platform(image.architecture());
    if (image.names().isEmpty()) {
      descriptors.add(descriptor(type, bytes, platform));
    }
    for (String name : image.names()) {
      String tag = name.substring(name.lastIndexOf(':') + 1);
      String annotations =
          annotated
              ? "{\"org.opencontainers.image.ref.name\":\"" + name + "\"}"
              : "{\"io.containerd.image.name\":\""
                  + name
                  + "\",\"org.opencontainers.image.ref.name\":\""
                  + tag
                  + "\"}";
      descriptors.add(descriptor(type, bytes, platform + ",\"annotations\":" + annotations));
    }
  }

  /** {@return a descriptor of the bytes} */
  public static String descriptor(String mediaType, byte[] bytes, String more) {
    return "{\"mediaType\":\""
        + mediaType
        + "\",\"digest\":\""
        + Bytes.digest(bytes)
        + "\",\"size\":"
        + bytes.length
        + more
        + "}";
  }
}
