package dev.sightline.trainer.imagetext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What words are learned from: people with their descriptors, and texts about some of them.
 *
 * @param people by identity
 * @param texts captions and phrases, whose people are all in {@code people}
 */
public record WordsData(Map<String, Person> people, List<Text> texts) {
    public WordsData {
        people = java.util.Collections.unmodifiableMap(new TreeMap<>(people));
        texts = List.copyOf(texts);
        for (Text text : texts) {
            if (!people.containsKey(text.identity())) {
                throw new IllegalArgumentException(
                        "a text is about '" + text.identity() + "', of whom there is no crop");
            }
        }
    }

    /** Where a text comes from. */
    public enum Kind {
        CAPTION,
        PHRASE
    }

    /**
     * One text.
     *
     * @param identity who it is about
     * @param picture the file name of the picture it was written for; empty for any
     * @param says of a phrase, the tags it says
     * @param features what the text tower makes of it; not copied
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Text(Kind kind, String identity, String picture, Set<String> says, float[] features) {}

    /**
     * One person.
     *
     * @param crops unit descriptors by the file name of their picture; not copied
     * @param tags what is known of the person; may be empty
     */
    public record Person(Map<String, float[]> crops, Set<String> tags) {
        public Person {
            crops = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(crops));
            tags = Set.copyOf(tags);
            if (crops.isEmpty()) {
                throw new IllegalArgumentException("a person needs at least one crop");
            }
        }

        /** The unit mean of all crops. */
        public float[] mean() {
            return mean(List.copyOf(crops.values()));
        }

        /** The unit mean of some crops, a random one or the picture that a text was written for, each now and then. */
        float[] drawn(String picture, Random random) {
            double luck = random.nextDouble();
            Optional<float[]> own = Optional.ofNullable(crops.get(picture));
            if (own.isPresent() && luck < .3) {
                return own.get();
            }
            List<float[]> all = new ArrayList<>(crops.values());
            if (luck < .6) {
                return all.get(random.nextInt(all.size()));
            }
            java.util.Collections.shuffle(all, random);
            return mean(all.subList(0, 1 + random.nextInt(all.size())));
        }

        private static float[] mean(List<float[]> crops) {
            float[] sum = new float[crops.get(0).length];
            for (float[] crop : crops) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += crop[i];
                }
            }
            return unit(sum);
        }
    }

    static float[] unit(float[] values) {
        double squares = 0;
        for (float v : values) {
            squares += (double) v * v;
        }
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / Math.sqrt(Math.max(squares, 1e-12)));
        }
        return unit;
    }

    /** Without some people and all texts about them. */
    public WordsData without(Set<String> identities) {
        Map<String, Person> kept = new TreeMap<>(people);
        kept.keySet().removeAll(identities);
        return new WordsData(
                kept,
                texts.stream().filter(t -> !identities.contains(t.identity())).toList());
    }

    /** Texts of a kind by person, in order. */
    Map<String, List<Text>> byPerson(Kind kind) {
        Map<String, List<Text>> all = new TreeMap<>();
        texts.stream()
                .filter(t -> t.kind() == kind)
                .forEach(t -> all.computeIfAbsent(t.identity(), i -> new ArrayList<>())
                        .add(t));
        return all;
    }
}
