package dev.silt.tar;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a tar stream: its effective fields, and the {@link HeaderForm} that turns them back
 * into the exact header blocks.
 *
 * <p>Immutable, safe for use by several threads. The arrays that accessors return belong to the
 * entry and must not be changed: an image has a hundred thousand entries, each takes about 150
 * bytes.
 */
public final class TarEntry {

  static final byte[] NO_BYTES = {};
  static final byte[][] NO_LITERALS = {};

  private final byte[] path;
  private final byte[] linkTarget;
  private final Owner owner;
  private final byte[] mtimeFraction;
  private final HeaderForm form;
  private final byte[][] literals;
  private final byte @Nullable [] raw;
  private final long mtimeSeconds;
  private final long dataLength;
  private final int mode;
  private final byte type;

  TarEntry(EntryFields fields, HeaderForm form, byte[][] literals, byte @Nullable [] raw) {
    this.path = fields.path;
    this.linkTarget = fields.linkTarget;
    this.owner = fields.owner;
    this.mtimeFraction = fields.mtimeFraction;
    this.form = form;
    this.literals = literals;
    this.raw = raw;
    this.mtimeSeconds = fields.mtimeSeconds;
    this.dataLength = fields.dataLength;
    this.mode = fields.mode;
    this.type = fields.type;
  }

  /**
   * Puts an entry together from what its accessors returned elsewhere.
   *
   * @param path see {@link #path()}
   * @param type see {@link #type()}
   * @param mode see {@link #mode()}
   * @param uid see {@link #uid()}
   * @param gid see {@link #gid()}
   * @param userName see {@link #userName()}
   * @param groupName see {@link #groupName()}
   * @param linkTarget see {@link #linkTarget()}
   * @param deviceMajor see {@link #deviceMajor()}
   * @param deviceMinor see {@link #deviceMinor()}
   * @param mtimeSeconds see {@link #mtimeSeconds()}
   * @param mtimeFraction see {@link #mtimeFraction()}
   * @param dataLength see {@link #dataLength()}
   * @param form see {@link #form()}, not {@link HeaderForm#RAW}
   * @param literals see {@link #literals()}
   * @return the entry
   * @throws CorruptDataException if the form is raw, the literals are not as many as it wants, the
   *     fraction is not of digits or the length is negative
   */
  public static TarEntry of(
      byte[] path,
      byte type,
      int mode,
      long uid,
      long gid,
      byte[] userName,
      byte[] groupName,
      byte[] linkTarget,
      long deviceMajor,
      long deviceMinor,
      long mtimeSeconds,
      byte[] mtimeFraction,
      long dataLength,
      HeaderForm form,
      byte[][] literals)
      throws CorruptDataException {
    if (form.isRaw() || literals.length != form.literalCount()) {
      throw new CorruptDataException(
          "tar entry literals: expected=" + form.literalCount() + ", actual=" + literals.length);
    }
    for (byte digit : mtimeFraction) {
      if (digit < '0' || digit > '9') {
        throw new CorruptDataException("tar entry: the fraction of a second is not of digits");
      }
    }
    if (dataLength < 0) {
      throw new CorruptDataException("tar entry length: actual=" + dataLength);
    }
    EntryFields fields = new EntryFields();
    fields.path = path;
    fields.type = type;
    fields.mode = mode;
    fields.owner = new Owner(uid, gid, userName, groupName, deviceMajor, deviceMinor);
    fields.linkTarget = linkTarget;
    fields.mtimeSeconds = mtimeSeconds;
    fields.mtimeFraction = mtimeFraction;
    fields.dataLength = dataLength;
    return new TarEntry(fields, form, literals, null);
  }

  /**
   * Reads an entry's fields from its header blocks and keeps the blocks as they are.
   *
   * @param region the header blocks
   * @return the entry, its form is {@link HeaderForm#RAW}
   * @throws CorruptDataException if they are not header blocks of one entry
   */
  public static TarEntry ofRaw(byte[] region) throws CorruptDataException {
    return new TarEntry(
        HeaderRegion.parse(region, 0).fields(), HeaderForm.RAW, NO_LITERALS, region);
  }

  /** {@return the same entry with what others share kept once} */
  TarEntry interned(TarInterner interner) {
    EntryFields fields = new EntryFields();
    fields.path = path;
    fields.linkTarget = linkTarget;
    fields.owner = interner.intern(owner);
    fields.mtimeSeconds = mtimeSeconds;
    fields.mtimeFraction = mtimeFraction;
    fields.dataLength = dataLength;
    fields.mode = mode;
    fields.type = type;
    return new TarEntry(fields, form.isRaw() ? form : interner.intern(form), literals, raw);
  }

  /**
   * {@return the name as the archive says it, after PAX and GNU long names; not normalised, may end
   * with a slash}
   */
  public byte[] path() {
    return path;
  }

  /**
   * {@return the type byte of the main header} A global PAX header is an entry of its own with type
   * {@code g}, without data. At the end of an archive, extension headers that nothing follows are
   * one with type {@code x}, {@code L} or {@code K}.
   */
  public byte type() {
    return type;
  }

  /** {@return the mode field, with whatever bits above the lower twelve it has} */
  public int mode() {
    return mode;
  }

  /** {@return the owner's number} */
  public long uid() {
    return owner.uid();
  }

  /** {@return the group's number} */
  public long gid() {
    return owner.gid();
  }

  /** {@return the owner's name, empty if there is none} */
  public byte[] userName() {
    return owner.userName();
  }

  /** {@return the group's name, empty if there is none} */
  public byte[] groupName() {
    return owner.groupName();
  }

  /** {@return where a link leads, as the archive says it; empty for most other types} */
  public byte[] linkTarget() {
    return linkTarget;
  }

  /** {@return major number of a device} */
  public long deviceMajor() {
    return owner.major();
  }

  /** {@return minor number of a device} */
  public long deviceMinor() {
    return owner.minor();
  }

  /** {@return seconds since 1970, rounded down} */
  public long mtimeSeconds() {
    return mtimeSeconds;
  }

  /** {@return the digits after the point of a PAX mtime as written, empty if there is none} */
  public byte[] mtimeFraction() {
    return mtimeFraction;
  }

  /** {@return nanoseconds to add to {@link #mtimeSeconds()}, 0 to 999,999,999} */
  public int mtimeNanos() {
    return PaxTime.nanosAbove(mtimeSeconds, mtimeFraction);
  }

  /**
   * {@return the bytes of data that follow in the archive, without padding} Zero for links,
   * directories, devices and FIFOs whatever their size field says.
   */
  public long dataLength() {
    return dataLength;
  }

  /** {@return how the header blocks are written} */
  public HeaderForm form() {
    return form;
  }

  /**
   * {@return the bytes that the header blocks need beside the fields} Their number and meaning is
   * fixed by the form.
   */
  public byte[][] literals() {
    return literals;
  }

  /** {@return the exact header blocks if the form is {@link HeaderForm#RAW}, else null} */
  public byte @Nullable [] raw() {
    return raw;
  }

  /** {@return whether it has a regular file's content} */
  public boolean isRegular() {
    return switch (type) {
      case '0', '7', 'S' -> true;
      case 0 -> !isDirectory();
      default -> false;
    };
  }

  /** {@return whether it is a directory; in V7 archives the trailing slash says so} */
  public boolean isDirectory() {
    return type == '5' || type == 0 && path.length > 0 && path[path.length - 1] == '/';
  }

  /** {@return whether it is a symbolic link} */
  public boolean isSymbolicLink() {
    return type == '2';
  }

  /** {@return whether it is a hard link} */
  public boolean isHardLink() {
    return type == '1';
  }

  /** {@return whether it only says something about the archive: a global or a dangling header} */
  public boolean isMeta() {
    return type == 'g' || type == 'x' || type == 'L' || type == 'K';
  }

  /**
   * {@return the PAX records that are about this entry, in the order written; of equal keys the
   * last counts} Renders the header blocks and reads them, if there can be any.
   *
   * @throws CorruptDataException if the entry does not render, which one that was read always does
   * @throws LimitExceededException if its headers are absurdly long
   */
  public List<PaxRecord> paxRecords() throws CorruptDataException, LimitExceededException {
    return mayHavePaxRecords() ? TarCodec.region(this).paxRecords() : List.of();
  }

  private boolean mayHavePaxRecords() {
    return form.isRaw() || form.hasPaxHeader();
  }

  /**
   * {@return the extended attributes by name} Empty values count, as they do for containerd and
   * Docker, which take the records; umoci drops them.
   *
   * @throws CorruptDataException if the entry does not render
   * @throws LimitExceededException if its headers are absurdly long
   */
  public Map<String, byte[]> xattrs() throws CorruptDataException, LimitExceededException {
    return mayHavePaxRecords() ? PaxView.xattrs(paxRecords()) : Map.of();
  }

  /**
   * {@return whether its data are the pieces of a sparse file} See {@link SparseContent}.
   *
   * @throws CorruptDataException if the entry does not render
   * @throws LimitExceededException if its headers are absurdly long
   */
  public boolean isSparse() throws CorruptDataException, LimitExceededException {
    return type == 'S' || (mayHavePaxRecords() && isRegular() && PaxView.isSparse(paxRecords()));
  }

  /**
   * {@return the bytes of the file as it would be on disk} More than {@link #dataLength()} if it is
   * sparse.
   *
   * @throws CorruptDataException if the entry does not render
   * @throws LimitExceededException if its headers are absurdly long
   */
  public long logicalLength() throws CorruptDataException, LimitExceededException {
    if (type == 'S') {
      return TarCodec.region(this).sparseRealSize();
    }
    return mayHavePaxRecords() ? PaxView.length(paxRecords(), dataLength) : dataLength;
  }

  /**
   * {@return the path as it would be on disk} Differs from {@link #path()} for GNU's PAX forms of
   * sparse files only.
   *
   * @throws CorruptDataException if the entry does not render
   * @throws LimitExceededException if its headers are absurdly long
   */
  public byte[] logicalPath() throws CorruptDataException, LimitExceededException {
    return mayHavePaxRecords() ? PaxView.path(paxRecords(), path) : path;
  }

  @Override
  public String toString() {
    return (char) type + " " + new String(path, StandardCharsets.UTF_8);
  }
}
