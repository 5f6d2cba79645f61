package dev.silt.tar;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From the header blocks of one entry to the entry, and back. Rendering what was parsed gives the
 * same bytes, for every input that parses.
 */
public final class TarCodec {

  private static final int MAX_LENGTH = 1 << 26;

  private TarCodec() {}

  /**
   * Reads header blocks.
   *
   * @param region all blocks of one entry from the first extension header to the main header, with
   *     the blocks of an old GNU sparse map
   * @return the entry
   * @throws CorruptDataException if Go's archive/tar would refuse them
   */
  public static TarEntry parse(byte[] region) throws CorruptDataException {
    return parse(region, 0, null);
  }

  static TarEntry parse(byte[] region, long position, @Nullable HeaderForm hint)
      throws CorruptDataException {
    HeaderRegion parsed = HeaderRegion.parse(region, position);
    TarEntry raw = new TarEntry(parsed.fields(), HeaderForm.RAW, TarEntry.NO_LITERALS, region);
    TarEntry entry = FormFinder.find(parsed, raw, hint);
    return rendersTo(entry, region) ? entry : raw;
  }

  /** Reads header blocks of an entry whose form nobody will ask for, unless it holds more. */
  static TarEntry list(byte[] region, long position) throws CorruptDataException {
    if (region.length > HeaderField.BLOCK) {
      return parse(region, position, null);
    }
    HeaderRegion parsed = HeaderRegion.parse(region, position);
    if (parsed.fields().type == 'S') {
      return parse(region, position, null);
    }
    return new TarEntry(parsed.fields(), HeaderForm.UNKNOWN, TarEntry.NO_LITERALS, null);
  }

  private static boolean rendersTo(TarEntry entry, byte[] region) {
    try {
      return Arrays.equals(render(entry, region.length), region);
    } catch (CorruptDataException | LimitExceededException e) {
      return false;
    }
  }

  /**
   * Writes the header blocks of an entry under the default limit.
   *
   * @param entry an entry
   * @return its header blocks
   * @throws CorruptDataException if fields do not fit the form; never for an entry that was parsed
   * @throws LimitExceededException if the blocks are longer than the default {@link
   *     Limits#headerLength()}
   */
  public static byte[] render(TarEntry entry) throws CorruptDataException, LimitExceededException {
    return render(entry, Limits.defaults());
  }

  /**
   * Writes the header blocks of an entry.
   *
   * @param entry an entry
   * @param limits bound their length
   * @return its header blocks; the entry's own array if it is raw
   * @throws CorruptDataException if fields do not fit the form; never for an entry that was parsed
   * @throws LimitExceededException if the blocks are longer than {@link Limits#headerLength()}
   */
  public static byte[] render(TarEntry entry, Limits limits)
      throws CorruptDataException, LimitExceededException {
    return render(entry, limits.headerLength());
  }

  private static byte[] render(TarEntry entry, int maxLength)
      throws CorruptDataException, LimitExceededException {
    if (entry.form().equals(HeaderForm.UNKNOWN)) {
      throw new IllegalStateException("the entry was only listed");
    }
    byte[] raw = entry.raw();
    return raw != null ? raw : FormRenderer.render(entry, maxLength);
  }

  /** {@return the parsed header blocks of an entry} */
  static HeaderRegion region(TarEntry entry) throws CorruptDataException, LimitExceededException {
    return HeaderRegion.parse(render(entry, MAX_LENGTH), 0);
  }
}
