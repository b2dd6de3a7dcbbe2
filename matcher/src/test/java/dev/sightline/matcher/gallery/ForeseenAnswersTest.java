package dev.sightline.matcher.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForeseenAnswersTest {
    private static final int FORESEEN = 8;

    private final People people = new People(21, 24);
    private final Gallery gallery = people.fill(Gallery.exact(people.vector()), 60);
    private final UnitVector probe = people.vector();
    private final ForeseenAnswers answers = new ForeseenAnswers();
    private final GroupCounts counts = new GroupCounts();

    private Optional<Neighbors> ask(int limit) {
        return answers.answer(Search.of(probe, Gallery.NO_GROUP, limit), gallery, counts);
    }

    private List<Match> nearest(int limit) {
        return gallery.nearest(Search.of(probe, Gallery.NO_GROUP, limit)).matches();
    }

    private void foresee() {
        Search search = Search.of(probe, Gallery.NO_GROUP, FORESEEN);
        answers.put(search, gallery.nearest(search));
    }

    private void change(String id) {
        gallery.put(id, people.rows(2));
        answers.changed(id);
    }

    @Test
    void shouldKnowNothingThatWasNotForeseen() {
        assertThat(ask(1)).isEmpty();
        foresee();
        assertThat(answers.answer(Search.of(people.vector(), Gallery.NO_GROUP, 1), gallery, counts))
                .isEmpty();
        assertThat(answers.answer(Search.of(probe, 1, 1), gallery, counts)).isEmpty();
    }

    @Test
    void shouldAnswerAsFarAsWasLooked() {
        foresee();

        assertThat(ask(FORESEEN).orElseThrow().matches()).isEqualTo(nearest(FORESEEN));
        assertThat(ask(FORESEEN + 1)).isEmpty();
    }

    @Test
    void shouldMeasureAgainWhoChanged() {
        foresee();
        gallery.put("near", List.of(new Row(probe, 0)));
        answers.changed("near");
        change(nearest(2).get(1).identityId());

        assertThat(ask(FORESEEN - 1).orElseThrow().matches())
                .isEqualTo(nearest(FORESEEN - 1))
                .extracting(Match::identityId)
                .startsWith("near");
    }

    @Test
    void shouldNotAnswerWhereSomebodyMayBeMissing() {
        foresee();
        nearest(FORESEEN).stream().limit(3).map(Match::identityId).forEach(this::change);

        assertThat(ask(FORESEEN)).isEmpty();
        assertThat(ask(FORESEEN - 3).orElseThrow().matches()).isEqualTo(nearest(FORESEEN - 3));
    }

    @Test
    void shouldNotNameWhoIsGone() {
        foresee();
        String gone = nearest(1).get(0).identityId();
        gallery.remove(gone);
        answers.remove(gone);

        assertThat(ask(FORESEEN - 1).orElseThrow().matches()).isEqualTo(nearest(FORESEEN - 1));
        assertThat(ask(FORESEEN)).isEmpty();
    }

    @Test
    void shouldForgetWhatIsOldAndWhatChangedTooOften() {
        foresee();
        IntStream.range(0, 1_100).forEach(i -> answers.changed("p" + i % 60));
        assertThat(ask(1)).isEmpty();

        foresee();
        for (int i = 0; i < 128; i++) {
            Search search = Search.of(people.vector(), Gallery.NO_GROUP, 1);
            answers.put(search, gallery.nearest(search));
        }
        assertThat(ask(1)).isEmpty();
    }
}
