package dev.silt.inplace;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/** A file of a {@link ModelDisk}. */
final class ModelFile implements OpenFile {
  private final ModelDisk disk;
  private final int number;

  ModelFile(ModelDisk disk, int number) {
    this.disk = disk;
    this.number = number;
  }

  @Override
  public long length() {
    return disk.cache.get(number).data.length;
  }

  @Override
  public int read(long offset, byte[] buffer, int from, int count) throws IOException {
    disk.look();
    byte[] data = disk.cache.get(number).data;
    if (count == 0 || offset >= data.length) {
      return count == 0 ? 0 : -1;
    }
    int n = (int) Math.min(count, data.length - offset);
    System.arraycopy(data, (int) offset, buffer, from, n);
    return n;
  }

  @Override
  public void write(long offset, byte[] bytes, int from, int count) throws IOException {
    byte[] copy = Arrays.copyOfRange(bytes, from, from + count);
    disk.writtenLength += count;
    disk.change(
        true,
        Set.of(),
        number,
        world -> put(world, (int) offset, copy, copy.length),
        // the length is there, of the bytes only some are
        world -> put(world, (int) offset, Arrays.copyOf(copy, copy.length / 2), copy.length));
  }

  private boolean put(ModelWorld world, int offset, byte[] bytes, int length) {
    ModelNode node = world.nodes.get(number);
    if (node == null) {
      return false;
    }
    byte[] data = Arrays.copyOf(node.data, Math.max(node.data.length, offset + length));
    System.arraycopy(bytes, 0, data, offset, bytes.length);
    node.data = data;
    return true;
  }

  @Override
  public void truncate(long length) throws IOException {
    disk.change(
        false,
        Set.of(),
        number,
        world -> {
          ModelNode node = world.nodes.get(number);
          if (node != null) {
            node.data = Arrays.copyOf(node.data, (int) Math.min(length, node.data.length));
          }
          return node != null;
        });
  }

  @Override
  public void sync() throws IOException {
    disk.sync(number);
  }

  @Override
  public void close() {}
}
