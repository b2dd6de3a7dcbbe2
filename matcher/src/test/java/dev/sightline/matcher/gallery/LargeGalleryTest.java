package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;

/** As if nothing stayed in the cache. */
class LargeGalleryTest extends GalleryContract {
    @Override
    Gallery gallery(UnitVector example) {
        return new ExactGallery(example, new SimdBlockScan(example.dimension(), 0));
    }
}
