package dev.sightline.store.crop;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.ImageReference;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Arrays;
import java.util.Objects;

/**
 * Names a crop in the crop store. Columns of the row that shows it. Equal by content; the hash is not to be altered.
 *
 * @param uri the crop store's name of it
 * @param sha256 32 bytes
 * @param bytes size
 */
@Embeddable
public record CropReference(
        @Column(name = "crop_uri") String uri,
        @Column(name = "crop_sha256") byte[] sha256,
        @Column(name = "crop_bytes") Long bytes) {

    public static CropReference of(ImageReference reference) {
        return new CropReference(reference.getUri(), reference.getSha256().toByteArray(), reference.getSizeBytes());
    }

    public ImageReference toMessage() {
        return ImageReference.newBuilder()
                .setUri(uri)
                .setSha256(ByteString.copyFrom(sha256))
                .setSizeBytes(bytes)
                .build();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof CropReference other
                && uri.equals(other.uri)
                && bytes.equals(other.bytes)
                && Arrays.equals(sha256, other.sha256);
    }

    @Override
    public int hashCode() {
        return Objects.hash(uri, bytes);
    }

    @Override
    public String toString() {
        return "CropReference[" + uri + ", " + bytes + " bytes]";
    }
}
