package dev.silt.apply;

import dev.silt.delta.Plan;
import dev.silt.hash.Digest;
import dev.silt.image.Image;
import dev.silt.scan.ImageScan;
import java.io.IOException;

/** The image that a delta is applied to. */
public interface BaseImage {

  /**
   * Finds the image that the delta needs.
   *
   * @param id its config digest
   * @return the image
   * @throws dev.silt.error.WrongBaseException if it is not there
   * @throws IOException if it cannot be read
   */
  Image select(Digest id) throws IOException;

  /**
   * Reads all of its layers and keeps the files that the delta uses.
   *
   * @param image the image
   * @param plan says which files
   * @return the layers, verified
   * @throws IOException if one is damaged or cannot be read
   */
  ImageScan scan(Image image, Plan plan) throws IOException;
}
