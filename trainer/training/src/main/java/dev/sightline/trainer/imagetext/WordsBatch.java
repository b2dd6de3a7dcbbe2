package dev.sightline.trainer.imagetext;

import dev.sightline.trainer.imagetext.WordsData.Kind;
import dev.sightline.trainer.imagetext.WordsData.Person;
import dev.sightline.trainer.imagetext.WordsData.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Texts, people and what belongs together, as rows of numbers.
 *
 * @param texts [N, features], normalized
 * @param images [N, D], mean taken off, length about 16 so that numbers are about 1
 * @param matches [N, N], 1 where text (row) and image (column) belong together
 * @param rows N
 */
@SuppressWarnings("ArrayRecordComponent")
record WordsBatch(float[] texts, float[] images, float[] matches, int rows) {

    /** Draws batches of one kind of text from a data set. One thread. */
    static final class Source {
        private final WordsData data;
        private final Kind kind;
        private final WordsRecipe recipe;
        private final Population population;
        private final Random random;
        private final Map<String, List<Text>> texts;
        private final List<String> people;

        Source(WordsData data, Kind kind, WordsRecipe recipe, Population population, Random random) {
            this.data = data;
            this.kind = kind;
            this.recipe = recipe;
            this.population = population;
            this.random = random;
            this.texts = data.byPerson(kind);
            this.people = new ArrayList<>(texts.keySet());
        }

        int people() {
            return people.size();
        }

        WordsBatch next() {
            Collections.shuffle(people, random);
            List<Text> chosen = new ArrayList<>();
            for (String person : people.subList(0, Math.min(people.size(), recipe.batchPeople()))) {
                List<Text> own = new ArrayList<>(texts.getOrDefault(person, List.of()));
                Collections.shuffle(own, random);
                int most = kind == Kind.CAPTION ? recipe.textsPerPerson() : 1;
                chosen.addAll(own.subList(0, Math.min(own.size(), most)));
            }
            return laid(chosen);
        }

        private WordsBatch laid(List<Text> chosen) {
            int width = population.featureMean().length;
            int dimension = population.mean().length;
            float[] rows = new float[chosen.size() * width];
            float[] images = new float[chosen.size() * dimension];
            for (int i = 0; i < chosen.size(); i++) {
                normalized(chosen.get(i).features(), rows, i * width);
                Person person = person(chosen.get(i));
                centered(person.drawn(chosen.get(i).picture(), random), images, i * dimension);
            }
            return new WordsBatch(rows, images, matches(chosen), chosen.size());
        }

        private Person person(Text text) {
            Person person = data.people().get(text.identity());
            if (person == null) {
                throw new IllegalStateException("nobody is '" + text.identity() + "'");
            }
            return person;
        }

        private void normalized(float[] features, float[] rows, int from) {
            for (int i = 0; i < features.length; i++) {
                rows[from + i] = dropped(recipe.textDropout())
                        * (features[i] - population.featureMean()[i])
                        / population.featureScale()[i];
            }
        }

        private void centered(float[] descriptor, float[] images, int from) {
            float length = (float) Math.sqrt(descriptor.length);
            for (int i = 0; i < descriptor.length; i++) {
                images[from + i] = dropped(recipe.imageDropout())
                        * length
                        * (descriptor[i] - population.mean()[i]);
            }
        }

        private float dropped(double share) {
            return share > 0 && random.nextDouble() < share ? 0 : (float) (1 / (1 - share));
        }

        private float[] matches(List<Text> chosen) {
            boolean byTags = kind == Kind.PHRASE && recipe.phraseMatches().equals("tags");
            int n = chosen.size();
            float[] matches = new float[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    boolean same = chosen.get(i).identity().equals(chosen.get(j).identity());
                    boolean fits = byTags
                            && person(chosen.get(j))
                                    .tags()
                                    .containsAll(chosen.get(i).says());
                    matches[i * n + j] = same || fits ? 1 : 0;
                }
            }
            return matches;
        }
    }
}
