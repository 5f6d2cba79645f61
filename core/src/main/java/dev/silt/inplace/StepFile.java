package dev.silt.inplace;

import dev.silt.delta.NodeAttributes;
import dev.silt.delta.NodeOwner;
import dev.silt.delta.Xattrs;
import dev.silt.error.CorruptDataException;
import dev.silt.hash.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The file of an update's steps: a magic, a SHA-256 of all that follows, deflated records. It is
 * written under another name, made durable and renamed; so it is there as a whole or not at all.
 */
final class StepFile {

  private static final byte[] MAGIC = {(byte) 0x89, 'S', 'T', 'E', 'P', 'S', '\n', 1};
  private static final int EXPECT = 1;
  private static final int PLACE = 2;
  private static final int REMOVE = 3;
  private static final int ATTRIBUTES = 4;
  private static final int TIME = 5;
  private static final int MAX_LENGTH = 1 << 28;

  private StepFile() {}

  static byte[] toBytes(Commit commit) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(body))) {
      out.writeUTF(commit.updateId());
      out.writeUTF(commit.targetId());
      out.writeLong(commit.writtenLength());
      out.writeInt(commit.steps().size());
      for (Step step : commit.steps()) {
        write(step, out);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(MAGIC);
    file.writeBytes(Digest.sha256(body.toByteArray()).toBytes());
    file.writeBytes(body.toByteArray());
    return file.toByteArray();
  }

  static Commit parse(byte[] file) throws IOException {
    int start = MAGIC.length + Digest.SHA256_LENGTH;
    if (file.length < start || !Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length))) {
      throw corrupt(null);
    }
    byte[] body = Arrays.copyOfRange(file, start, file.length);
    byte[] digest = Arrays.copyOfRange(file, MAGIC.length, start);
    if (!Arrays.equals(digest, Digest.sha256(body).toBytes())) {
      throw corrupt(null);
    }
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(body)))) {
      String updateId = in.readUTF();
      String targetId = in.readUTF();
      long written = in.readLong();
      int count = in.readInt();
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        steps.add(read(in));
      }
      return new Commit(updateId, targetId, written, steps);
    } catch (DateTimeException e) {
      throw corrupt(e);
    }
  }

  private static CorruptDataException corrupt(@Nullable Throwable cause) {
    return new CorruptDataException(
        "the steps of an update are damaged: a SHA-256 does not match; the file system or its disk"
            + " has lost data",
        cause);
  }

  private static void write(Step step, DataOutputStream out) throws IOException {
    out.writeByte(kind(step));
    bytes(step.path(), out);
    if (step instanceof Step.Expect expect) {
      out.writeLong(expect.stamp());
    } else if (step instanceof Step.Place place) {
      out.writeInt(place.staged());
    } else if (step instanceof Step.Remove remove) {
      out.writeBoolean(remove.directory());
    } else if (step instanceof Step.Attributes set) {
      write(set.attributes(), out);
    } else if (step instanceof Step.Time time) {
      write(time.mtime(), out);
    }
  }

  private static int kind(Step step) {
    return step instanceof Step.Expect
        ? EXPECT
        : step instanceof Step.Place
            ? PLACE
            : step instanceof Step.Remove ? REMOVE : step instanceof Step.Time ? TIME : ATTRIBUTES;
  }

  private static Step read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    byte[] path = bytes(in);
    return switch (kind) {
      case EXPECT -> new Step.Expect(path, in.readLong());
      case PLACE -> new Step.Place(path, in.readInt());
      case REMOVE -> new Step.Remove(path, in.readBoolean());
      case ATTRIBUTES -> new Step.Attributes(path, attributes(in));
      case TIME -> new Step.Time(path, time(in));
      default -> throw corrupt(null);
    };
  }

  private static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_LENGTH) {
      throw corrupt(null);
    }
    return in.readNBytes(length);
  }

  private static void write(NodeAttributes attributes, DataOutputStream out) throws IOException {
    Integer mode = attributes.mode();
    out.writeInt(mode == null ? -1 : mode);
    NodeOwner owner = attributes.owner();
    out.writeLong(owner == null ? -1 : owner.uid());
    out.writeLong(owner == null ? -1 : owner.gid());
    write(attributes.mtime(), out);
    Xattrs xattrs = attributes.xattrs();
    out.writeInt(xattrs == null ? -1 : xattrs.values().size());
    if (xattrs != null) {
      for (Map.Entry<String, byte[]> entry : xattrs.values().entrySet()) {
        out.writeUTF(entry.getKey());
        bytes(entry.getValue(), out);
      }
    }
  }

  private static NodeAttributes attributes(DataInputStream in) throws IOException {
    int mode = in.readInt();
    long uid = in.readLong();
    long gid = in.readLong();
    Instant mtime = time(in);
    int count = in.readInt();
    Map<String, byte[]> values = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      values.put(name, bytes(in));
    }
    return new NodeAttributes(
        mode < 0 ? null : mode,
        uid < 0 ? null : new NodeOwner(uid, gid),
        mtime,
        count < 0 ? null : Xattrs.of(values));
  }

  private static void write(@Nullable Instant time, DataOutputStream out) throws IOException {
    out.writeLong(time == null ? 0 : time.getEpochSecond());
    out.writeInt(time == null ? -1 : time.getNano());
  }

  private static @Nullable Instant time(DataInputStream in) throws IOException {
    long seconds = in.readLong();
    int nanos = in.readInt();
    return nanos < 0 ? null : Instant.ofEpochSecond(seconds, nanos);
  }
}
