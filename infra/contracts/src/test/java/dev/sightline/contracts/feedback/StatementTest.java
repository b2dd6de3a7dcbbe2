package dev.sightline.contracts.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.PairLabel;
import org.junit.jupiter.api.Test;

class StatementTest {
    private final Statement said = new Statement("lobby", "ada", 7);

    @Test
    void shouldSayWhoSaidWhatOfTwoTracklets() {
        Feedback feedback = said.ofTracklets("a/1/t1", "b/1/t2", true);

        assertThat(feedback.getSiteId()).isEqualTo("lobby");
        assertThat(feedback.getBy()).isEqualTo("ada");
        assertThat(feedback.getTimeUs()).isEqualTo(7);
        assertThat(feedback.getPair())
                .isEqualTo(PairLabel.newBuilder()
                        .setTrackletId("a/1/t1")
                        .setOtherTrackletId("b/1/t2")
                        .setSame(true)
                        .setSource(PairLabel.Source.SOURCE_OPERATOR)
                        .build());
    }

    @Test
    void shouldGiveAnIdThatIsEqualWheneverTheStatementIs() {
        String id = said.ofTracklets("a", "b", true).getFeedbackId();

        assertThat(said.ofTracklets("a", "b", true).getFeedbackId()).isEqualTo(id);
        assertThat(said.ofTracklets("a", "b", false).getFeedbackId()).isNotEqualTo(id);
        assertThat(said.ofTracklets("b", "a", true).getFeedbackId()).isNotEqualTo(id);
        assertThat(new Statement("lobby", "ada", 8).ofTracklets("a", "b", true).getFeedbackId())
                .isNotEqualTo(id);
    }

    @Test
    void shouldTellTwoLabelsOfCropsApart() {
        PairLabel crops = PairLabel.newBuilder()
                .setCropUri("crop:1.jpg")
                .setOtherCropUri("crop:2.jpg")
                .build();

        assertThat(said.of(crops).getFeedbackId())
                .isNotEqualTo(
                        said.of(crops.toBuilder().setOtherCropUri("crop:3.jpg").build())
                                .getFeedbackId());
    }
}
