package dev.silt.cli;

import dev.silt.LayerCompression;
import dev.silt.OutputFormat;
import dev.silt.Preset;
import dev.silt.Purpose;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's value that is one of a few lower-case words. */
abstract class NamedChoice<T> implements ITypeConverter<T> {

  private final Map<String, T> choices = new LinkedHashMap<>();

  final void add(String word, T value) {
    choices.put(word, value);
  }

  @Override
  public final T convert(String word) {
    T value = choices.get(word.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw new TypeConversionException(
          "expected one of " + String.join(", ", choices.keySet()) + " but was '" + word + "'");
    }
    return value;
  }

  /** How much time a delta may cost. */
  static final class OfPreset extends NamedChoice<Preset> {
    OfPreset() {
      add("fast", Preset.FAST);
      add("balanced", Preset.BALANCED);
      add("smallest", Preset.SMALLEST);
    }
  }

  /** What a delta can be applied to. */
  static final class OfPurpose extends NamedChoice<Purpose> {
    OfPurpose() {
      add("image", Purpose.IMAGE);
      add("rootfs", Purpose.ROOTFS);
      add("both", Purpose.BOTH);
    }
  }

  /** The form of the output. */
  static final class OfFormat extends NamedChoice<OutputFormat> {
    OfFormat() {
      add("oci-archive", OutputFormat.OCI_ARCHIVE);
      add("oci", OutputFormat.OCI_LAYOUT);
      add("docker-archive", OutputFormat.DOCKER_ARCHIVE);
    }
  }

  /** How rebuilt layers are stored. */
  static final class OfCompression extends NamedChoice<LayerCompression> {
    OfCompression() {
      add("none", LayerCompression.NONE);
      add("gzip", LayerCompression.GZIP);
      add("zstd", LayerCompression.ZSTD);
    }
  }
}
