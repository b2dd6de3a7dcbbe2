package dev.sightline.trainer.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question about people with a few answers, each a tag and the words that ask for it: which answer fits a person best by
 * words alone is held against the tags.
 *
 * @param name such as "upper color"
 * @param answers from tag to words
 */
public record AttributeQuestion(String name, Map<String, String> answers) {
    private static final int LEAST_PEOPLE = 5;

    public AttributeQuestion {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** The questions that are asked. */
    public static List<AttributeQuestion> usual() {
        return List.of(
                new AttributeQuestion("sex", ordered("personalMale", "a man", "personalFemale", "a woman")),
                colors("upper color", "upperBody", "a person in a %s shirt"),
                colors("lower color", "lowerBody", "a person wearing %s pants"),
                new AttributeQuestion(
                        "lower garment",
                        ordered(
                                "lowerBodyJeans", "a person wearing jeans",
                                "lowerBodyTrousers", "a person wearing trousers",
                                "lowerBodyShorts", "a person wearing shorts",
                                "lowerBodyShortSkirt", "a woman wearing a short skirt")),
                new AttributeQuestion(
                        "sleeves",
                        ordered(
                                "upperBodyShortSleeve", "a person in a short sleeved t-shirt",
                                "upperBodyLongSleeve", "a person in a long sleeved jacket")),
                new AttributeQuestion(
                        "carries",
                        ordered(
                                "carryingBackpack", "a person with a backpack",
                                "carryingMessengerBag", "a person with a shoulder bag",
                                "carryingNothing", "a person carrying nothing")),
                new AttributeQuestion(
                        "hair",
                        ordered("hairShort", "a person with short hair", "hairLong", "a person with long hair")));
    }

    private static AttributeQuestion colors(String name, String prefix, String words) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String color : Wording.COLORS) {
            answers.put(prefix + color, String.format(words, color.toLowerCase(java.util.Locale.ROOT)));
        }
        return new AttributeQuestion(name, answers);
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            answers.put(pairs[i], pairs[i + 1]);
        }
        return answers;
    }

    /**
     * How often the right answer stands out most.
     *
     * @param people those with exactly one of the answers among their tags count
     * @param standings by answer's tag, of each of {@code people} in order
     * @return balanced accuracy over the answers that at least five people have, its chance, and the people; empty when fewer
     *     than two answers have so many
     */
    public java.util.Optional<Score> score(List<Set<String>> people, Map<String, double[]> standings) {
        Map<String, List<Integer>> byAnswer = new LinkedHashMap<>();
        for (int i = 0; i < people.size(); i++) {
            Set<String> tags = people.get(i);
            List<String> fitting =
                    answers.keySet().stream().filter(tags::contains).toList();
            if (fitting.size() == 1) {
                byAnswer.computeIfAbsent(fitting.get(0), a -> new ArrayList<>()).add(i);
            }
        }
        byAnswer.values().removeIf(l -> l.size() < LEAST_PEOPLE);
        if (byAnswer.size() < 2) {
            return java.util.Optional.empty();
        }
        double recalls = 0;
        int counted = 0;
        for (Map.Entry<String, List<Integer>> one : byAnswer.entrySet()) {
            long right = one.getValue().stream()
                    .filter(i -> best(byAnswer.keySet(), standings, i).equals(one.getKey()))
                    .count();
            recalls += right / (double) one.getValue().size();
            counted += one.getValue().size();
        }
        return java.util.Optional.of(new Score(recalls / byAnswer.size(), 1.0 / byAnswer.size(), counted));
    }

    private static String best(Set<String> among, Map<String, double[]> standings, int person) {
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (String answer : among) {
            double[] own = standings.get(answer);
            if (own != null && own[person] > most) {
                most = own[person];
                best = answer;
            }
        }
        return best;
    }

    /**
     * A question's score.
     *
     * @param balancedAccuracy mean over the answers of the share of their people who got them
     * @param chance of it
     * @param people who counted
     */
    public record Score(double balancedAccuracy, double chance, int people) {}
}
