package dev.silt.delta;

import dev.silt.tar.HeaderForm;
import dev.silt.tar.TarEntry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of the next entry's fields, learned from the entries before and from the base.
 * Both directions keep one of these and feed it the same entries, so their guesses are the same. A
 * form of null stands for a header kept raw. Not safe for several threads.
 */
final class EntryGuesses {

  private static final byte[] NO_BYTES = {};

  private final Map<Object, Form> forms = new HashMap<>();
  private final Map<HeaderForm, byte[][]> literals = new HashMap<>();
  private final Map<Long, byte[]> userNames = new HashMap<>();
  private final Map<Long, byte[]> groupNames = new HashMap<>();
  private final @Nullable Attributes[] lastOfType = new Attributes[256];
  private final int[] pathForms = new int[2];
  private Time lastTime = new Time(0, NO_BYTES);
  private byte lastType = '0';

  /** A modification time: seconds and the digits of the fraction. */
  record Time(long seconds, byte[] fraction) {
    boolean same(TarEntry entry) {
      return seconds == entry.mtimeSeconds() && Arrays.equals(fraction, entry.mtimeFraction());
    }

    static Time of(TarEntry entry) {
      return new Time(entry.mtimeSeconds(), entry.mtimeFraction());
    }
  }

  /**
   * What entries of one kind tend to share. Not the whole entry: a path may be long and cost a
   * delta nothing, so none is kept beyond its turn.
   */
  record Attributes(
      @Nullable HeaderForm form, int mode, long uid, long gid, byte[] userName, byte[] groupName) {
    static Attributes of(TarEntry entry) {
      return new Attributes(
          formOf(entry),
          entry.mode(),
          entry.uid(),
          entry.gid(),
          entry.userName(),
          entry.groupName());
    }
  }

  /** A form, or raw. */
  private record Form(@Nullable HeaderForm value) {}

  byte type(@Nullable TarEntry reference) {
    return reference != null ? reference.type() : lastType;
  }

  /** One tool writes entries of one kind in one form: what the base's form became last time. */
  @Nullable HeaderForm form(@Nullable TarEntry reference, byte type) {
    Form learned = forms.get(formKey(reference, type));
    if (learned != null) {
      return learned.value();
    }
    Attributes similar = similar(reference, type);
    return similar == null ? null : similar.form();
  }

  private static Object formKey(@Nullable TarEntry reference, byte type) {
    if (reference == null) {
      return type;
    }
    HeaderForm form = formOf(reference);
    return form == null ? HeaderForm.RAW : form;
  }

  static @Nullable HeaderForm formOf(TarEntry entry) {
    return entry.raw() != null ? null : entry.form();
  }

  int pathForm(byte type) {
    return pathForms[type == '5' ? 1 : 0];
  }

  /** What mode and owner are expected to be, if anything is known. */
  @Nullable Attributes similar(@Nullable TarEntry reference, byte type) {
    return reference != null ? Attributes.of(reference) : lastOfType[type & 0xff];
  }

  byte[] userName(long uid, @Nullable Attributes similar) {
    byte[] learned = userNames.get(uid);
    return learned != null ? learned : similar == null ? NO_BYTES : similar.userName();
  }

  byte[] groupName(long gid, @Nullable Attributes similar) {
    byte[] learned = groupNames.get(gid);
    return learned != null ? learned : similar == null ? NO_BYTES : similar.groupName();
  }

  Time time(@Nullable TarEntry reference) {
    return reference != null ? Time.of(reference) : lastTime;
  }

  byte[] link(@Nullable TarEntry reference) {
    return reference != null ? reference.linkTarget() : NO_BYTES;
  }

  /** Literals mean something only with their form; null if no entry of that form is known. */
  byte @Nullable [][] literals(@Nullable TarEntry reference, HeaderForm form) {
    if (form.literalCount() == 0) {
      return new byte[0][];
    }
    if (reference != null && reference.raw() == null && form.equals(reference.form())) {
      return reference.literals();
    }
    return literals.get(form);
  }

  void learn(TarEntry entry, @Nullable TarEntry reference) {
    byte type = entry.type();
    HeaderForm form = formOf(entry);
    forms.put(formKey(reference, type), new Form(form));
    lastType = type;
    lastOfType[type & 0xff] = Attributes.of(entry);
    lastTime = Time.of(entry);
    userNames.put(entry.uid(), entry.userName());
    groupNames.put(entry.gid(), entry.groupName());
    if (form != null) {
      literals.put(form, entry.literals());
      pathForms[type == '5' ? 1 : 0] = EntryPath.form(entry.path());
    }
  }
}
