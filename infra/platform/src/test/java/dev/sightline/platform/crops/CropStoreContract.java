package dev.sightline.platform.crops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.ImageReference;
import dev.sightline.platform.crops.CropException.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every crop store does. */
abstract class CropStoreContract {
    abstract CropStore store();

    @Test
    void shouldGiveBackWhatWasPut() {
        byte[] image = {1, 2, 3};

        ImageReference reference = store().put(image, "jpg");

        assertThat(store().get(reference)).containsExactly(image);
        assertThat(reference.getSizeBytes()).isEqualTo(3);
        assertThat(reference.getSha256().size()).isEqualTo(32);
    }

    @Test
    void shouldGiveEqualReferencesForEqualBytes() {
        ImageReference first = store().put(new byte[] {5, 6}, "png");
        ImageReference second = store().put(new byte[] {5, 6}, "png");

        assertThat(second).isEqualTo(first);
        assertThat(store().get(second)).containsExactly(5, 6);
    }

    @Test
    void shouldKeepAnEmptyPicture() {
        assertThat(store().get(store().put(new byte[0], "jpg"))).isEmpty();
    }

    @Test
    void shouldSayWhenAPictureIsGone() {
        ImageReference reference = store().put(new byte[] {9}, "jpg");

        store().delete(reference);
        store().delete(reference);

        assertThatThrownBy(() -> store().get(reference))
                .isInstanceOfSatisfying(
                        CropException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
                .hasMessageContaining(reference.getUri());
    }

    @Test
    void shouldRefuseAReferenceWhoseHashOrSizeDoesNotFit() {
        ImageReference reference = store().put(new byte[] {1, 2}, "jpg");
        List<ImageReference> wrong = List.of(
                reference.toBuilder().setSizeBytes(3).build(),
                reference.toBuilder()
                        .setSha256(ByteString.copyFrom(new byte[32]))
                        .build(),
                reference.toBuilder().clearSha256().build());

        assertThat(wrong)
                .allSatisfy(each -> assertThatThrownBy(() -> store().get(each))
                        .isInstanceOfSatisfying(
                                CropException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ALTERED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "crop:../../etc/passwd",
                "file:///etc/passwd",
                "crop:abc.jpg",
                "crop:0000000000000000000000000000000000000000000000000000000000000000./../x"
            })
    void shouldRefuseReferencesThatNameNothingOfTheStore(String uri) {
        ImageReference reference = ImageReference.newBuilder().setUri(uri).build();

        assertThatThrownBy(() -> store().get(reference))
                .isInstanceOfSatisfying(
                        CropException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
        assertThatThrownBy(() -> store().delete(reference)).isInstanceOf(CropException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".jpg", "JPG", "a/b", "toolongext"})
    void shouldRefuseExtensionsThatAreNotPlain(String extension) {
        assertThatThrownBy(() -> store().put(new byte[1], extension))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + extension + "'");
    }

    @Test
    void shouldTakeTheSameBytesFromManyThreads() {
        byte[] image = new byte[100_000];

        List<ImageReference> references = IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> store().put(image, "jpg"))
                .distinct()
                .toList();

        assertThat(references).hasSize(1);
        assertThat(store().get(references.get(0))).hasSize(100_000);
    }
}
