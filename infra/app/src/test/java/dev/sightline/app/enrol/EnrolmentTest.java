package dev.sightline.app.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sightline.app.enrol.Enrolment.Wish;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.platform.problem.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrolmentTest {
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Wish NOTHING = new Wish("", "", Optional.empty(), List.of());
    private static final WatchlistEntry FRESH = WatchlistEntry.newBuilder()
            .setEntryId("ada-1")
            .setName("Ada Example")
            .build();

    @Test
    void shouldAddASecondPhotoToTheEntry() {
        Enrolment first = Enrolment.of(FRESH, NOTHING, List.of(photo("a")), NOW);
        Enrolment second = Enrolment.of(first.entry(), NOTHING, List.of(photo("b")), NOW);
        Enrolment third = Enrolment.of(second.entry(), NOTHING, List.of(photo("c"), photo("d")), NOW);

        assertThat(first.lines()).containsExactly("Enrolled Ada Example with 1 photo (ada-1).");
        assertThat(second.lines()).containsExactly("Second photo of Ada Example; 2 photos now.");
        assertThat(third.lines()).containsExactly("2 more photos of Ada Example; 4 photos now.");
        assertThat(Enrolment.photos(third.entry())).isEqualTo(4);
        assertThat(third.entry().getExemplarsCount()).isEqualTo(8);
    }

    @Test
    void shouldNotAddTheSamePhotoTwice() {
        Enrolment first = Enrolment.of(FRESH, NOTHING, List.of(photo("a"), photo("a")), NOW);
        Enrolment again = Enrolment.of(first.entry(), NOTHING, List.of(photo("a")), NOW);

        assertThat(first.lines()).containsExactly("Enrolled Ada Example with 1 photo (ada-1).");
        assertThat(again.lines()).containsExactly("No photo added: Ada Example has what was given already; 1 photo.");
        assertThat(again.entry()).isEqualTo(first.entry());
    }

    /** After a model change the entry has a second descriptor of each crop. */
    @Test
    void shouldCountPhotosAndNotDescriptors() {
        WatchlistEntry described = FRESH.toBuilder()
                .addAllExemplars(photo("a"))
                .addAllExemplars(photo("a"))
                .build();

        assertThat(Enrolment.photos(described)).isEqualTo(1);
    }

    @Test
    void shouldKeepReasonApproverEndAndSitesUnlessNewOnesAreGiven() {
        Wish wish = new Wish("barred", "J. Doe", Optional.of(NOW.plus(Duration.ofDays(3))), List.of("hall"));
        WatchlistEntry first =
                Enrolment.of(FRESH, wish, List.of(photo("a")), NOW).entry();
        WatchlistEntry kept =
                Enrolment.of(first, NOTHING, List.of(photo("b")), NOW).entry();
        WatchlistEntry changed = Enrolment.of(
                        kept, new Wish("pardoned", "", Optional.empty(), List.of("attic")), List.of(photo("c")), NOW)
                .entry();

        assertThat(kept.getReason()).isEqualTo("barred");
        assertThat(kept.getApprover()).isEqualTo("J. Doe");
        assertThat(kept.getExpiresUs()).isEqualTo(first.getExpiresUs()).isPositive();
        assertThat(kept.getSiteIdsList()).containsExactly("hall");
        assertThat(changed.getReason()).isEqualTo("pardoned");
        assertThat(changed.getApprover()).isEqualTo("J. Doe");
        assertThat(changed.getSiteIdsList()).containsExactly("attic");
    }

    /** A photo for an entry that has ended would look for nobody. */
    @Test
    void shouldAskForANewEndOfAnEntryThatHasEnded() {
        WatchlistEntry ended = FRESH.toBuilder()
                .setExpiresUs(NOW.minusSeconds(1).toEpochMilli() * 1_000)
                .build();

        assertThatThrownBy(() -> Enrolment.of(ended, NOTHING, List.of(photo("a")), NOW))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Ada Example ended at 2026-04-30T23:59:59Z")
                .hasMessageContaining("--days");
    }

    @Test
    void shouldListNamesPhotosReasonsAndEnds() {
        WatchlistEntry entry = Enrolment.of(
                        FRESH,
                        new Wish("barred", "J. Doe", Optional.of(NOW), List.of()),
                        List.of(photo("a")),
                        NOW.minusSeconds(5))
                .entry();

        assertThat(WatchlistCommand.table(List.of(entry), NOW.minusSeconds(1)).text())
                .containsPattern("Ada Example +1  2026-05-01T00:00:00Z +all +barred +J. Doe +ada-1");
        assertThat(WatchlistCommand.table(List.of(entry), NOW).text()).contains("ended 2026-05-01T00:00:00Z");
        assertThat(WatchlistCommand.table(List.of(), NOW).isEmpty()).isTrue();
    }

    private static List<WatchlistExemplar> photo(String crop) {
        return List.of(
                WatchlistExemplar.newBuilder()
                        .setModality(Modality.MODALITY_FACE)
                        .setCropJpeg(ByteString.copyFromUtf8(crop))
                        .build(),
                WatchlistExemplar.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setCropJpeg(ByteString.copyFromUtf8("body of " + crop))
                        .build());
    }
}
