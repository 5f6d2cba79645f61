package dev.silt.image;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.io.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An image of a docker-archive. Not safe for several threads. */
final class DockerCandidate implements Candidate {

  private static final Pattern CONFIG_NAME =
      Pattern.compile("(?:.*/)?([0-9a-f]{64})(?:\\.json)?", Pattern.DOTALL);

  private final FileSet files;
  private final Limits limits;
  private final DockerManifest manifest;
  private final List<String> names = new ArrayList<>();
  private byte @Nullable [] configBytes;

  DockerCandidate(FileSet files, Limits limits, DockerManifest manifest) {
    this.files = files;
    this.limits = limits;
    this.manifest = manifest;
    manifest.repoTags().forEach(name -> ImageNames.addNew(names, name));
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public @Nullable Digest manifestDigest() {
    return null;
  }

  @Override
  public boolean isPresent() {
    return true;
  }

  @Override
  public boolean isImage() {
    return true;
  }

  @Override
  public @Nullable Platform declaredPlatform() {
    return null;
  }

  @Override
  public Digest id() throws IOException {
    return Digest.sha256(config());
  }

  @Override
  public Platform platform() throws IOException {
    return parsedConfig().platform();
  }

  private ImageConfig parsedConfig() throws IOException {
    return ImageConfig.parse("config " + manifest.config(), config());
  }

  private byte[] config() throws IOException {
    byte[] bytes = configBytes;
    if (bytes == null) {
      String what = "config " + manifest.config();
      ByteSource source = find(manifest.config(), what);
      LimitExceededException.check(
          what, source.length(), limits.documentLength(), "documentLength");
      bytes = source.readAll();
      Matcher name = CONFIG_NAME.matcher(manifest.config());
      String actual = Digest.sha256(bytes).hex();
      if (name.matches() && !actual.equals(name.group(1))) {
        throw new CorruptDataException(
            what + ": digest is wrong: expected=" + name.group(1) + ", actual=" + actual);
      }
      configBytes = bytes;
    }
    return bytes;
  }

  private ByteSource find(String file, String what) throws IOException {
    String name = TarNames.canonical("", file);
    ByteSource source = name == null ? null : files.find(name);
    if (source == null) {
      throw new InvalidImageException(
          what + ": file is not in the archive: expected=" + file + " (an incomplete copy?)");
    }
    return source;
  }

  @Override
  public Image open() throws IOException {
    ImageConfig config = parsedConfig();
    int count = manifest.layers().size();
    Image.checkLayerCount(DockerManifest.FILE_NAME, config, count);
    List<ImageLayer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String file = manifest.layers().get(i);
      String what = "layer " + (i + 1) + " of " + count + ", file " + file;
      layers.add(ImageLayer.of(i, config.diffIds().get(i), null, "", find(file, what), what));
    }
    return new Image(
        id(), config(), null, MediaTypes.OCI_MANIFEST, config.platform(), names, layers);
  }
}
