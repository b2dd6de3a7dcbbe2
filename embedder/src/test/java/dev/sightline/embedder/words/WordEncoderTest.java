package dev.sightline.embedder.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.platform.problem.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the package that comes with Sightline. */
class WordEncoderTest {
    @TempDir
    private static Path cache;

    private static ModelPackage model;
    private static WordEncoder words;

    @BeforeAll
    static void open() {
        model = new ModelCatalog(cache, List.of()).resolve("person-words");
        words = WordEncoder.open(model, NetworkSettings.defaults());
    }

    @AfterAll
    static void close() {
        words.close();
    }

    @Test
    void shouldPointTheSameWayForTheSameThingInOtherWords() {
        UnitVector jacket = words.query("man in a red jacket with a backpack").direction();

        double like = jacket.cosine(
                words.query("a guy wearing a red coat, carrying a backpack").direction());
        double unlike =
                jacket.cosine(words.query("woman in white shorts and sandals").direction());

        assertThat(jacket.modelId()).isEqualTo("person-sightline@4").isEqualTo(words.descriptor());
        assertThat(like).isGreaterThan(.5).isGreaterThan(unlike + .3);
    }

    @Test
    void shouldTellColorsOfGarmentsApart() {
        UnitVector one = words.query("white shirt and black pants").direction();

        assertThat(one.cosine(words.query("black pants, a white t-shirt").direction()))
                .isGreaterThan(
                        one.cosine(words.query("black shirt and white pants").direction()) + .1);
    }

    @Test
    void shouldBeSureOfNobodyAmongRandomPeople() {
        Random random = new Random(1);
        PeopleAtLarge people = PeopleAtLarge.of(model);
        List<UnitVector> strangers = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> {
                    float[] values = people.mean();
                    for (int d = 0; d < values.length; d++) {
                        values[d] += (float) (.06 * random.nextGaussian());
                    }
                    return UnitVector.normalize(words.descriptor(), values, 1);
                })
                .toList();

        WordQuery.Answers answers = words.query("woman in a red dress").answers(strangers);

        assertThat(answers.nobody()).isGreaterThan(.3);
    }

    @Test
    void shouldKnowThePeopleThatItsQueriesAreHeldAgainst() {
        WordQuery query = words.query("man with a hat");
        PeopleAtLarge people = PeopleAtLarge.of(model);
        float[] direction = query.direction().values();

        assertThat(query.center()).isCloseTo(people.center(direction), org.assertj.core.api.Assertions.within(2e-3));
        assertThat(query.spread()).isCloseTo(people.spread(direction), org.assertj.core.api.Assertions.within(2e-3));
        assertThat(words.fits()).isPresent();
    }

    @Test
    void shouldRefuseWhatIsNoDescription() {
        assertThatThrownBy(() -> words.query(" ")).isInstanceOf(UserError.class).hasMessageContaining("says nothing");
        assertThatThrownBy(() -> words.query("Der Hund bellt laut")).hasMessageContaining("English");
    }

    @Test
    void shouldRefuseAPackageForSomethingElse() {
        ModelPackage strips = new ModelCatalog(cache, List.of()).resolve("person-colour-strip");

        assertThatThrownBy(() -> WordEncoder.open(strips, NetworkSettings.defaults()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("person-words");
    }
}
