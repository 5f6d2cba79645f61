package dev.silt.apply;

import dev.silt.delta.Plan;
import dev.silt.error.Limits;
import dev.silt.hash.Digest;
import dev.silt.image.Image;
import dev.silt.image.ImageArchive;
import dev.silt.io.Tasks;
import dev.silt.io.WorkFiles;
import dev.silt.progress.Phase;
import dev.silt.progress.ProgressListener;
import dev.silt.scan.ImageScan;
import dev.silt.scan.ScanRequest;
import java.io.IOException;

/**
 * A base in an archive.
 *
 * @param archive the open archive
 * @param work where used files of compressed layers go
 * @param limits what the base may ask for
 * @param listener hears of bytes read
 * @param tasks the threads
 */
public record ArchivedBase(
    ImageArchive archive, WorkFiles work, Limits limits, ProgressListener listener, Tasks tasks)
    implements BaseImage {

  @Override
  public Image select(Digest id) throws IOException {
    Image image = archive.selectById(id);
    if (image == null) {
      throw archive.wrongBase(id);
    }
    return image;
  }

  @Override
  public ImageScan scan(Image image, Plan plan) throws IOException {
    int[] counts = plan.fileCounts();
    int[] first = new int[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      first[i + 1] = first[i] + counts[i];
    }
    return ImageScan.read(
        image.layers(),
        layer ->
            new ScanRequest(
                file -> plan.usedFiles().contains((long) first[layer] + file), false, false, false),
        work,
        limits,
        Phase.READ_BASE,
        listener,
        tasks);
  }
}
