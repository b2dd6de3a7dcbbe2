package dev.sightline.embedder.pipeline;

import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.image.Picture;
import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.picture.BrokenPicture;

/** From a frame message to its picture, refusing what is no whole picture of the declared size. */
final class FrameDecoder {
    private final CropStore store;
    private final long maxPixels;

    FrameDecoder(CropStore store, long maxPixels) {
        this.store = store;
        this.maxPixels = maxPixels;
    }

    /** The picture; the caller closes it. */
    Picture decode(Frame frame) throws BrokenPicture {
        Picture picture = Picture.decode(bytes(frame), maxPixels);
        if (picture.width() != frame.getWidth() || picture.height() != frame.getHeight()) {
            String found = picture.width() + "x" + picture.height();
            picture.close();
            throw new BrokenPicture(
                    "image-size-mismatch",
                    "the frame declares " + frame.getWidth() + "x" + frame.getHeight() + " but its picture is " + found
                            + "; boxes would not fit");
        }
        return picture;
    }

    private byte[] bytes(Frame frame) throws BrokenPicture {
        return switch (frame.getContentCase()) {
            case JPEG -> frame.getJpeg().toByteArray();
            case REFERENCE -> stored(frame);
            case CONTENT_NOT_SET ->
                throw new BrokenPicture(
                        "image-empty", "the frame has neither a picture nor a reference; send a whole JPEG");
        };
    }

    private byte[] stored(Frame frame) throws BrokenPicture {
        try {
            return store.get(frame.getReference());
        } catch (CropException e) {
            throw new BrokenPicture("image-reference", String.valueOf(e.getMessage()));
        }
    }
}
