package dev.sightline.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.console.text.EvidenceSentence.Band;
import dev.sightline.contracts.v1.CandidateEvidence;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EvidenceSentenceTest {
    private static final Messages EN = Messages.ENGLISH;

    @Test
    void shouldSayWhyAPersonIsWhoTheyAre() {
        Evidence evidence = linked(0.00042, 20_000_000).build();

        assertThat(EvidenceSentence.of(evidence, "hall/p1", EN))
                .isEqualTo("Clothes and figure look clearly like those seen before at north, 20 seconds earlier;"
                        + " about 1 in 2,300 strangers would look as alike.");
        assertThat(EvidenceSentence.of(evidence, "hall/p1", Messages.of(Locale.GERMAN)))
                .isEqualTo("Kleidung und Gestalt ähneln deutlich den früher gesehenen an north, 20 Sekunden zuvor;"
                        + " etwa 1 von 2.300 Fremden sähe so ähnlich aus.");
    }

    @Test
    void shouldSpeakOfTheFaceWhereItWasCompared() {
        Evidence evidence = linked(0, -1)
                .addComparisons(Comparison.newBuilder().setIdentityId("hall/p1").setModality(Modality.MODALITY_FACE))
                .build();

        assertThat(EvidenceSentence.of(evidence, "hall/p1", EN))
                .isEqualTo("The face looks very much like the face seen before at north, where the person may still be;"
                        + " practically no stranger looks as alike.");
    }

    @Test
    void shouldSayThatAPersonIsNew() {
        assertThat(EvidenceSentence.of(Evidence.getDefaultInstance(), "hall/p1", EN))
                .startsWith("A new person: nobody had been seen");
        assertThat(EvidenceSentence.of(linked(0.1, 0).build(), "hall/p2", EN))
                .startsWith("A new person: nobody seen at this site before looked alike enough");
    }

    @Test
    void shouldPutTheShareOfStrangersIntoBands() {
        assertThat(band(0.00005)).isEqualTo(Band.STRONG);
        assertThat(band(0.0005)).isEqualTo(Band.GOOD);
        assertThat(band(0.005)).isEqualTo(Band.FAIR);
        assertThat(band(0.05)).isEqualTo(Band.WEAK);
        assertThat(EvidenceSentence.band(linked(0.1, 0).build(), "hall/p2")).isEqualTo(Band.NEW);
    }

    private static Band band(double fmr) {
        return EvidenceSentence.band(linked(fmr, 0).build(), "hall/p1");
    }

    private static Evidence.Builder linked(double fmr, long agoUs) {
        return Evidence.newBuilder()
                .addCandidates(CandidateEvidence.newBuilder()
                        .setIdentityId("hall/p1")
                        .setFmr(fmr)
                        .setLastCameraId("north")
                        .setLastSeenAgoUs(agoUs));
    }
}
