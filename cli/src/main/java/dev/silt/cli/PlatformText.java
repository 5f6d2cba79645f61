package dev.silt.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a platform, so that another word is wrong usage. */
final class PlatformText implements ITypeConverter<String> {

  private static final Pattern FORM = Pattern.compile("[^/]+/[^/]+(/[^/]*)?");

  @Override
  public String convert(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new TypeConversionException(
          "expected os/arch or os/arch/variant but was '" + text + "'");
    }
    return text;
  }
}
