package dev.silt.inplace;

import dev.silt.error.Limits;
import dev.silt.progress.ProgressListener;

/**
 * How a tree is updated.
 *
 * @param name of the root, for messages
 * @param ignoreOwnership whether to go on without what this process cannot set
 * @param forceRestore whether to rebuild or remove files that are not the base's
 * @param limits what delta and tree may ask for
 * @param listener hears of bytes
 * @param work where files go that are no part of the tree
 */
public record UpdateSettings(
    Object name,
    boolean ignoreOwnership,
    boolean forceRestore,
    Limits limits,
    ProgressListener listener,
    WorkPlace work) {}
