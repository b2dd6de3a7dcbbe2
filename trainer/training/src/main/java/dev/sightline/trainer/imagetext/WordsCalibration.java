package dev.sightline.trainer.imagetext;

import dev.sightline.contracts.calibration.AnswerOdds.Known;
import dev.sightline.trainer.imagetext.WordsData.Kind;
import dev.sightline.trainer.imagetext.WordsData.Person;
import dev.sightline.trainer.imagetext.WordsData.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Searches whose answer is known, among people that nothing was learned from: each caption asks once with its person there
 * and once without, among 10, 30 and 100 people.
 */
final class WordsCalibration {
    private static final int[] SIZES = {10, 30, 100};

    private WordsCalibration() {}

    /**
     * @param unseen people and captions that {@code trained} has not learned from; people without captions fill the galleries
     */
    static List<Known> searches(TrainedWords trained, WordsData unseen, long seed) {
        Random random = new Random(seed);
        List<Known> searches = new ArrayList<>();
        Map<String, float[]> means = new TreeMap<>();
        unseen.people().forEach((identity, person) -> means.put(identity, person.mean()));
        for (Text text : unseen.texts()) {
            if (text.kind() == Kind.CAPTION) {
                for (int size : SIZES) {
                    ask(trained, text, means, size, random, searches);
                }
            }
        }
        return searches;
    }

    private static void ask(
            TrainedWords trained,
            Text text,
            Map<String, float[]> means,
            int size,
            Random random,
            List<Known> searches) {
        if (means.size() <= size) {
            return;
        }
        List<String> others = new ArrayList<>(means.keySet());
        others.remove(text.identity());
        Collections.shuffle(others, random);
        List<float[]> gallery = new ArrayList<>();
        gallery.add(means.getOrDefault(text.identity(), new float[0]));
        others.subList(0, size).forEach(o -> gallery.add(means.getOrDefault(o, new float[0])));
        float[] direction = trained.direction(text.features());
        searches.add(new Known(trained.standings(direction, gallery.subList(0, size)), 0));
        searches.add(new Known(trained.standings(direction, gallery.subList(1, size + 1)), -1));
    }

    /**
     * Whether somebody has what a phrase says: for each phrase one person who has it and one who has not, each judged alone.
     *
     * @param unseen people and phrases that {@code trained} has not learned from
     */
    static List<Known> fits(TrainedWords trained, WordsData unseen, long seed) {
        Random random = new Random(seed);
        List<String> tagged = unseen.people().entrySet().stream()
                .filter(e -> !e.getValue().tags().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        List<float[]> means = new ArrayList<>();
        tagged.forEach(t -> means.add(person(unseen, t).mean()));
        List<Known> fits = new ArrayList<>();
        for (Text text : unseen.texts()) {
            if (text.kind() == Kind.PHRASE && !text.says().isEmpty()) {
                double[] standings = trained.standings(trained.direction(text.features()), means);
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < tagged.size(); i++) {
                    order.add(i);
                }
                Collections.shuffle(order, random);
                boolean[] wanted = {true, false};
                for (boolean has : wanted) {
                    order.stream()
                            .filter(i -> person(unseen, tagged.get(i)).tags().containsAll(text.says()) == has)
                            .findFirst()
                            .ifPresent(i -> fits.add(new Known(new double[] {standings[i]}, has ? 0 : -1)));
                }
            }
        }
        return fits;
    }

    private static Person person(WordsData data, String identity) {
        Person person = data.people().get(identity);
        if (person == null) {
            throw new IllegalStateException("nobody is '" + identity + "'");
        }
        return person;
    }
}
