package dev.silt.testing;

/**
 * A base and a target.
 *
 * @param base what the receiver has
 * @param target what it is to have
 * @param kind how the target came from the base
 * @param sameTree whether both flattened trees must be the same
 */
public record ImagePair(ImageSpec base, ImageSpec target, String kind, boolean sameTree) {}
