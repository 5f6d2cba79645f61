package dev.silt;

import dev.silt.error.CancelledException;
import dev.silt.error.Limits;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes, applies, verifies and inspects deltas between container images, and lists images. Every
 * method is a pure function of its inputs and options, safe to call from several threads;
 * interrupting the calling thread ends it with a {@link dev.silt.error.CancelledException} and
 * leaves nothing behind. Failures that the input caused are {@link dev.silt.error.SiltException}s.
 */
public final class Silt {

  private Silt() {}

  /**
   * Makes a delta.
   *
   * @param base the image that the receiver has
   * @param target the image it is to have
   * @param delta the file to write; replaced in one step when the delta is complete
   * @param options preset and resources
   * @return sizes and times
   * @throws IOException if an image cannot be read or the delta cannot be written
   */
  public static DiffResult diff(
      ImageSource base, ImageSource target, Path delta, DiffOptions options) throws IOException {
    return cancellable(() -> DiffOperation.run(base, target, delta, options));
  }

  /**
   * Describes an image so that a delta can be made without having it: about 1 % of its length.
   *
   * @param base the image that the receiver has
   * @param signature the file to write; replaced in one step if it exists
   * @param options how
   * @return what it came to
   * @throws dev.silt.error.SiltException if the image is damaged, not supported or exceeds a limit
   * @throws IOException if something cannot be read or written
   */
  public static SignResult sign(ImageSource base, Path signature, SignOptions options)
      throws IOException {
    return cancellable(() -> SignOperation.run(base, signature, options));
  }

  /**
   * Makes the delta that turns a base into {@code target} from the base's signature. It applies
   * like any other. Larger than one made from the base itself: only whole blocks are found. Cannot
   * be applied here to check it; {@link DiffOptions#selfCheck()} has no effect.
   *
   * @param base the signature of the image that the receiver has
   * @param target the image that it is to have
   * @param delta the file to write; replaced in one step if it exists
   * @param options how
   * @return what it came to
   * @throws dev.silt.error.SiltException if the signature or the image is damaged, not supported or
   *     exceeds a limit
   * @throws IOException if something cannot be read or written
   */
  public static DiffResult diff(
      SignatureSource base, ImageSource target, Path delta, DiffOptions options)
      throws IOException {
    return cancellable(() -> DiffOperation.run(base, target, delta, options));
  }

  /**
   * Tells whether a file begins like a signature.
   *
   * @param file any file
   * @return whether it does
   * @throws IOException if it cannot be read
   */
  public static boolean isSignature(Path file) throws IOException {
    return SignatureSource.isSignature(file);
  }

  /**
   * Tells whether bytes begin like a signature.
   *
   * @param start the first 8 bytes of something, or more
   * @return whether they do
   */
  public static boolean isSignature(byte[] start) {
    return SignatureSource.isSignature(start);
  }

  /**
   * Rebuilds the target. The output appears in one step, complete and verified, or not at all.
   *
   * @param base the image that the delta was made from
   * @param delta the delta
   * @param target the archive to write (replaced), or the layout directory to make (must not exist)
   * @param options form of the output and resources
   * @return what was done
   * @throws IOException if base and delta do not fit, one is damaged, or the output cannot be
   *     written
   */
  public static ApplyResult apply(
      ImageSource base, DeltaSource delta, Path target, ApplyOptions options) throws IOException {
    return cancellable(() -> ApplyOperation.run(base, delta, target, options));
  }

  /**
   * Does all that {@link #apply} does except for writing the output.
   *
   * @param base the image that the delta was made from
   * @param delta the delta
   * @param options resources; work files go to the system's temporary directory by default
   * @return what apply would do
   * @throws IOException if apply would fail
   */
  public static ApplyResult verify(ImageSource base, DeltaSource delta, ApplyOptions options)
      throws IOException {
    return cancellable(() -> ApplyOperation.run(base, delta, null, options));
  }

  /**
   * Reads what is in a delta; the base is not needed.
   *
   * @param delta the delta
   * @param contentCount how many of the dearest contents are listed
   * @param limits what the delta may ask for
   * @return identity, sections, ops, contents
   * @throws IOException if it is damaged
   */
  public static DeltaInfo inspect(DeltaSource delta, int contentCount, Limits limits)
      throws IOException {
    return cancellable(() -> InspectOperation.run(delta, contentCount, limits));
  }

  /**
   * Flattens an image: its layers applied in order, as a container runtime would.
   *
   * @param image the image
   * @param options digests and resources
   * @return all paths in byte order of their components
   * @throws IOException if the image cannot be read
   */
  public static List<TreeEntry> list(ImageSource image, TreeOptions options) throws IOException {
    return cancellable(() -> ListOperation.run(image, options));
  }

  /** One operation. */
  private interface Operation<T> {
    T run() throws IOException;
  }

  /**
   * An interrupt closes the file that is being read or written; callers see one exception for it.
   */
  private static <T> T cancellable(Operation<T> operation) throws IOException {
    try {
      return operation.run();
    } catch (ClosedByInterruptException e) {
      throw new CancelledException(e);
    }
  }
}
