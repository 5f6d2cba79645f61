package dev.silt.inplace;

import dev.silt.delta.NodeType;
import dev.silt.delta.Xattrs;
import dev.silt.error.CancelledException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Java cannot do to a file system, by the programs that everybody has: devices, times of
 * devices, extended attributes beside {@code user.*}, and syncfs. Immutable.
 */
final class Programs {

  private static final String USER = "user.";
  private static final int LAST_OUTPUT = 200;

  private final @Nullable String mknod;
  private final @Nullable String touch;
  private final @Nullable String setfattr;
  private final @Nullable String getfattr;
  private final @Nullable String sync;
  private final Privileges privileges;

  private Programs(long user) {
    this.mknod = find("mknod");
    this.touch = find("touch");
    this.setfattr = find("setfattr");
    this.getfattr = find("getfattr");
    this.sync = find("sync");
    boolean root = user == 0;
    this.privileges =
        new Privileges(
            user,
            root,
            root && mknod != null,
            mknod != null,
            touch != null,
            root && setfattr != null);
  }

  static Programs find() throws IOException {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return new Programs(user instanceof Integer id ? Integer.toUnsignedLong(id) : -1);
  }

  private static @Nullable String find(String name) {
    String path = System.getenv("PATH");
    String all = (path == null ? "" : path) + ":/usr/sbin:/usr/bin:/sbin:/bin";
    for (String directory : all.split(File.pathSeparator, -1)) {
      File file = new File(directory, name);
      if (!directory.isEmpty() && file.isAbsolute() && file.canExecute()) {
        return file.getPath();
      }
    }
    return null;
  }

  Privileges privileges() {
    return privileges;
  }

  void makeSpecial(String path, NodeType type, int mode, long major, long minor)
      throws IOException {
    String octal = Integer.toOctalString(mode);
    String program = required(mknod, "mknod");
    switch (type) {
      case FIFO -> run(program, "-m", octal, path, "p");
      case CHARACTER_DEVICE ->
          run(program, "-m", octal, path, "c", Long.toString(major), Long.toString(minor));
      case BLOCK_DEVICE ->
          run(program, "-m", octal, path, "b", Long.toString(major), Long.toString(minor));
      default -> throw new IllegalArgumentException("not special: " + type);
    }
  }

  void makeSymbolicLink(String target, String path) throws IOException {
    run(required(find("ln"), "ln"), "-s", "-n", "--", target, path);
  }

  void setTime(String path, Instant mtime) throws IOException {
    String time = "@" + mtime.getEpochSecond() + "." + "%09d".formatted(mtime.getNano());
    run(required(touch, "touch"), "-h", "-c", "-d", time, path);
  }

  void setXattr(Path own, String path, String attribute, byte @Nullable [] value)
      throws IOException {
    if (attribute.startsWith(USER)) {
      UserDefinedFileAttributeView view = userAttributes(own);
      String name = attribute.substring(USER.length());
      if (value != null) {
        view.write(name, ByteBuffer.wrap(value));
      } else if (view.list().contains(name)) {
        view.delete(name);
      }
    } else if (value == null) {
      run(required(setfattr, "setfattr"), "-h", "-x", attribute, path);
    } else {
      String coded = "0s" + Base64.getEncoder().encodeToString(value);
      run(required(setfattr, "setfattr"), "-h", "-n", attribute, "-v", coded, path);
    }
  }

  private static UserDefinedFileAttributeView userAttributes(Path path) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(
            path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new IOException("extended attributes are not supported here");
    }
    return view;
  }

  /** What can be read: without the program only {@code user.*}. */
  Xattrs xattrs(Path own, String path) throws IOException {
    Map<String, byte[]> values = new TreeMap<>();
    if (getfattr == null) {
      UserDefinedFileAttributeView view = userAttributes(own);
      for (String name : view.list()) {
        ByteBuffer value = ByteBuffer.allocate(view.size(name));
        view.read(name, value);
        values.put(USER + name, Arrays.copyOf(value.array(), value.position()));
      }
      return Xattrs.of(values);
    }
    String out = run(getfattr, "--absolute-names", "-h", "-d", "-m", "-", "-e", "base64", path);
    for (String line : out.split("\n", -1)) {
      int equal = line.indexOf('=');
      if (equal > 0 && !line.startsWith("#")) {
        String text = line.substring(equal + 1);
        byte[] value =
            text.startsWith("0s") ? Base64.getDecoder().decode(text.substring(2)) : new byte[0];
        values.put(line.substring(0, equal), value);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        values.put(line, new byte[0]);
      }
    }
    return Xattrs.of(values);
  }

  /** syncfs; false if there is no program for it. */
  boolean sync(String path) throws IOException {
    if (sync == null) {
      return false;
    }
    run(sync, "-f", path);
    return true;
  }

  private static String required(@Nullable String program, String name) throws NoSuchFileException {
    if (program == null) {
      throw new NoSuchFileException(name, null, "the program is needed, but not installed");
    }
    return program;
  }

  private static String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(
            String.join(" ", command)
                + ": "
                + output.substring(0, Math.min(output.length(), LAST_OUTPUT)).strip());
      }
      return output;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CancelledException(e);
    }
  }
}
