package dev.silt.unpack;

import dev.silt.error.CorruptDataException;
import dev.silt.io.ByteSource;
import dev.silt.io.LittleEndian;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An archive that can be seen through: a zip (jar, wheel, apk), a gzip file, a jimage file (the
 * {@code modules} of a Java runtime), a class archive (its {@code classes.jsa}), or LLVM bitcode.
 * Its <em>members</em> are what can be matched instead of its own bytes; its <em>skeleton</em> is
 * all the rest. Found from the bytes alone, without inflating any stream. Immutable and safe for
 * several threads if the source is; 29 bytes a member.
 */
public final class Archive {

  private static final int MIN_LENGTH = 64;

  private final ByteSource source;
  private final Kind kind;
  private final MemberTable members;
  private final @Nullable ClassLayout layout;

  private enum Kind {
    ZIP,
    GZIP,
    JIMAGE,
    CLASSES,
    BITCODE;

    /** {@return what a file can only be, by how it begins} */
    static Kind of(ByteSource source) throws IOException {
      byte[] magic = new byte[Integer.BYTES];
      source.readFully(0, magic, 0, magic.length);
      if (isGzip(magic)) {
        return GZIP;
      }
      if (Jimage.isLikely(magic)) {
        return JIMAGE;
      }
      if (ClassArchive.isLikely(magic)) {
        return CLASSES;
      }
      return Bitcode.isLikely(magic) ? BITCODE : ZIP;
    }

    private static boolean isGzip(byte[] magic) {
      return magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    }
  }

  private Archive(ByteSource source, Kind kind, MemberTable members, @Nullable ClassLayout layout) {
    this.source = source;
    this.kind = kind;
    this.members = members;
    this.layout = layout;
    members.trim();
  }

  /**
   * Looks whether a file is an archive.
   *
   * @param source the file
   * @return the archive; null if it is none, or one that is left alone
   * @throws IOException if it cannot be read
   */
  public static @Nullable Archive parse(ByteSource source) throws IOException {
    return parse(source, true);
  }

  /**
   * As {@link #parse(ByteSource)}, but class archives need not be looked for: they are known by
   * their layouts, {@link #ofClasses}.
   *
   * @param source the file
   * @param searched whether the layout of a class archive is searched for
   * @return the archive; null if it is none, or one that is left alone
   * @throws IOException if it cannot be read
   */
  static @Nullable Archive parse(ByteSource source, boolean searched) throws IOException {
    try {
      return source.length() < MIN_LENGTH ? null : open(source, searched);
    } catch (IrregularException e) {
      return null;
    }
  }

  /**
   * Takes a file as a class archive.
   *
   * @param source the file
   * @param layout where its parts are
   * @return the archive
   * @throws CorruptDataException if the file is too short for it
   */
  public static Archive ofClasses(ByteSource source, ClassLayout layout)
      throws CorruptDataException {
    layout.check(source.length());
    return new Archive(source, Kind.CLASSES, new MemberTable(), layout);
  }

  private static Archive open(ByteSource source, boolean searched)
      throws IOException, IrregularException {
    MemberTable members = new MemberTable();
    Kind kind = Kind.of(source);
    switch (kind) {
      case ZIP -> addMembers(ZipReader.read(source), members);
      case GZIP -> {
        Member only = Gzip.read(source);
        members.add(only.offset(), only.length(), only.plainLength(), only.crc(), true);
      }
      case JIMAGE -> Jimage.addMembers(source, members);
      case BITCODE -> {
        if (searched) {
          checkBitcode(source);
        }
      }
      case CLASSES -> {
        if (!searched) {
          throw new IrregularException("class archive");
        }
        return new Archive(source, kind, members, ClassLayoutFinder.find(source));
      }
    }
    return new Archive(source, kind, members, null);
  }

  private static void checkBitcode(ByteSource source) throws IOException, IrregularException {
    if (source.length() > Bitcode.MAX_LENGTH) {
      throw IrregularException.tooMuch("bitcode");
    }
    try {
      Bitcode.writeSkeleton(source, OutputStream.nullOutputStream());
    } catch (CorruptDataException e) {
      throw new IrregularException("bitcode");
    }
  }

  private static void addMembers(ZipTable table, MemberTable members) {
    for (int i = 0; i < table.count; i++) {
      if (table.isMember[i]) {
        members.add(
            table.dataOffsets[i],
            table.lengths[i],
            table.plainLengths[i],
            table.crcs[i],
            table.isDeflated[i]);
      }
    }
  }

  /**
   * Looks at the begin of a file.
   *
   * @param source the file
   * @return whether it begins like an archive and is not too short for one; it need be none
   * @throws IOException if it cannot be read
   */
  public static boolean isLikely(ByteSource source) throws IOException {
    if (source.length() < MIN_LENGTH) {
      return false;
    }
    byte[] magic = new byte[Integer.BYTES];
    source.readFully(0, magic, 0, magic.length);
    return Kind.of(source) != Kind.ZIP || LittleEndian.getInt(magic, 0) == Zip.LOCAL;
  }

  /**
   * Tells why {@link #parse} finds no archive in a file that begins like one.
   *
   * @param source the file
   * @return whether it is only too large
   * @throws IOException if it cannot be read
   */
  public static boolean isTooLarge(ByteSource source) throws IOException {
    try {
      open(source, true);
      return false;
    } catch (IrregularException e) {
      return e.isLimit();
    }
  }

  /** {@return the file} */
  public ByteSource source() {
    return source;
  }

  /** {@return whether what members and skeleton have stands in the file too, as it is} */
  public boolean isPlain() {
    return kind == Kind.JIMAGE || kind == Kind.CLASSES;
  }

  /** {@return how many members there are} */
  public int memberCount() {
    return members.count();
  }

  /**
   * Returns a member.
   *
   * @param index which, in the order of the file
   * @return where it is
   */
  public Member member(int index) {
    return members.get(index);
  }

  /**
   * Returns a member's stream.
   *
   * @param index which
   * @return its bytes in the archive
   * @throws CorruptDataException never
   */
  public ByteSource stream(int index) throws CorruptDataException {
    Member member = members.get(index);
    return source.slice(member.offset(), member.length());
  }

  /**
   * Reads the names of all members.
   *
   * @return their names, in order; empty for gzip
   * @throws IOException if they cannot be read
   */
  public byte[][] names() throws IOException {
    return switch (kind) {
      case ZIP -> zipNames();
      case GZIP -> new byte[1][0];
      case JIMAGE -> Jimage.names(jimageTable());
      case CLASSES, BITCODE -> new byte[0][];
    };
  }

  private byte[][] zipNames() throws IOException {
    byte[][] names = new byte[members.count()][];
    ZipTable table = zipTable();
    Window window = new Window(source, 1 << 10);
    int member = 0;
    for (int i = 0; i < table.count; i++) {
      if (table.isMember[i]) {
        long local = table.localOffsets[i];
        names[member++] = window.bytes(local + Zip.LOCAL_LENGTH, window.u16(local + 26));
      }
    }
    return names;
  }

  /**
   * Writes the skeleton.
   *
   * @param values what is known of the members without the archive, where that may not be what the
   *     archive says; else null
   * @param out where it goes
   * @throws IOException if something cannot be read or written
   */
  public void writeSkeleton(@Nullable MemberValues values, OutputStream out) throws IOException {
    switch (kind) {
      case ZIP -> ZipSkeleton.write(source, zipTable(), values, out);
      case GZIP -> Gzip.writeSkeleton(source, members.get(0), out);
      case JIMAGE -> Jimage.writeSkeleton(source, jimageTable(), out);
      case CLASSES -> ClassArchive.copy(Objects.requireNonNull(skeleton()), out);
      case BITCODE -> Bitcode.writeSkeleton(source, out);
    }
  }

  /** {@return where the parts of a class archive are; null if it is none} */
  public @Nullable ClassLayout layout() {
    return layout;
  }

  /** {@return whether the file has no members: its skeleton is the same in another form} */
  public boolean isWhole() {
    return kind == Kind.CLASSES || kind == Kind.BITCODE;
  }

  /** {@return whether {@link #skeleton} gives one} */
  public boolean isInMemory() {
    return kind == Kind.CLASSES || kind == Kind.BITCODE && source.length() <= Bitcode.MAX_IN_MEMORY;
  }

  /**
   * Returns the skeleton where that is hardly more than another view of the file, or short.
   *
   * @return the skeleton of a class archive or of short bitcode; else null
   * @throws IOException if something cannot be read
   */
  @Nullable ByteSource skeleton() throws IOException {
    ClassLayout known = layout;
    try {
      if (kind == Kind.BITCODE && isInMemory()) {
        return ByteSource.of(Bitcode.skeleton(source));
      }
      return known == null ? null : ClassArchive.skeleton(source, known);
    } catch (IrregularException e) {
      throw changed(e);
    }
  }

  /** It was read before, and is read again as it takes memory. */
  private ZipTable zipTable() throws IOException {
    try {
      return ZipReader.read(source);
    } catch (IrregularException e) {
      throw changed(e);
    }
  }

  private JimageTable jimageTable() throws IOException {
    try {
      return Jimage.read(source);
    } catch (IrregularException e) {
      throw changed(e);
    }
  }

  private static CorruptDataException changed(IrregularException e) {
    return new CorruptDataException("archive has changed while it was read", e);
  }
}
