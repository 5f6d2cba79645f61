package dev.silt.testing;

import java.util.List;
import java.util.SplittableRandom;

/**
 * One layer as a value: its entries and how they become a tar and a blob.
 *
 * @param items the entries
 * @param shape what is between and after them
 * @param codec how the tar is stored
 * @param codecSeed seed of the codec's choices
 */
public record LayerSpec(List<Item> items, TarShape shape, LayerCodec codec, long codecSeed) {

  /** Copies the list. */
  public LayerSpec {
    items = List.copyOf(items);
  }

  /** {@return a plain layer, stored as it is} */
  public static LayerSpec of(Item... items) {
    return new LayerSpec(List.of(items), TarShape.PLAIN, LayerCodec.NONE, 0);
  }

  /** {@return the same entries stored in another way} */
  public LayerSpec withCodec(LayerCodec value) {
    return new LayerSpec(items, shape, value, codecSeed);
  }

  /** {@return other entries in a layer of this kind} */
  public LayerSpec withItems(List<Item> value) {
    return new LayerSpec(value, shape, codec, codecSeed);
  }

  /** {@return the layer's tar and blob} */
  public LayerBytes render() {
    byte[] tar = TarWriter.write(items, shape);
    return new LayerBytes(tar, codec.encode(tar, new SplittableRandom(codecSeed)), codec);
  }
}
