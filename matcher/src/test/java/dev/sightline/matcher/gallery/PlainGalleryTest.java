package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;

class PlainGalleryTest extends GalleryContract {
    @Override
    Gallery gallery(UnitVector example) {
        return new ExactGallery(example, new PlainBlockScan(example.dimension()));
    }
}
