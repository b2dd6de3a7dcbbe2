package dev.sightline.trainer.sample;

/** Who a crop shows and where it was taken; the crop itself is known by its place in the list. */
public record CropLabel(int identity, int camera, int site) {}
