package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;

class SimdGalleryTest extends GalleryContract {
    @Override
    Gallery gallery(UnitVector example) {
        return new ExactGallery(example, new SimdBlockScan(example.dimension()));
    }
}
