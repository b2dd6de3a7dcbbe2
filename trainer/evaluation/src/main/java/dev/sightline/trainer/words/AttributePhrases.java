package dev.sightline.trainer.words;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes sentences out of tags, so that a few hundred tagged people teach words that no caption happens to hold. Each
 * sentence says some of the tags, in words and an order drawn at random; the same seed makes the same sentences. One thread.
 */
public final class AttributePhrases {
    private final Random random;

    public AttributePhrases(long seed) {
        this.random = new Random(seed);
    }

    /** A sentence about somebody with these tags. */
    public Phrase about(Set<String> tags) {
        return new Sentence(tags).make();
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    /** One sentence while it is made, and the tags that it has said so far. */
    private final class Sentence {
        private final Set<String> tags;
        private final Set<String> says = new HashSet<>();

        Sentence(Set<String> tags) {
            this.tags = tags;
        }

        Phrase make() {
            String who = who();
            List<String> wears = new ArrayList<>();
            if (chance(.9)) {
                wears.add(upper());
            }
            if (chance(.85)) {
                wears.add(lower());
            }
            String shoes = chance(.6) ? shoes() : null;
            if (shoes != null) {
                wears.add(shoes);
            }
            Wording.WORN.forEach(worn -> add(wears, "accessory", worn, .7));
            List<String> carries = new ArrayList<>();
            Wording.CARRIED.forEach(carried -> add(carries, "carrying", carried, .8));
            if (wears.isEmpty() && carries.isEmpty()) {
                wears.add(upper());
            }
            return new Phrase(text(who, chance(.5) ? hair() : null, wears, carries), says);
        }

        private String text(String who, @Nullable String hair, List<String> wears, List<String> carries) {
            boolean hairFirst = hair != null && chance(.5);
            StringBuilder text = new StringBuilder(any(List.of("The ", "A ", "A ", "This "))).append(who);
            if (text.toString().matches("A [aeiou].*")) {
                text.insert(1, 'n');
            }
            if (hairFirst) {
                text.append(" with ").append(hair);
            }
            if (!wears.isEmpty()) {
                text.append(any(List.of(" is wearing ", " wears ", " in ", " wearing ")))
                        .append(list(wears));
            }
            if (!carries.isEmpty()) {
                text.append(any(List.of(" and carrying ", " carrying ", " with ", " and has ")))
                        .append(list(carries));
            }
            text.append('.');
            if (hair != null && !hairFirst) {
                text.append(
                                tags.contains("personalFemale") && says.contains("personalFemale")
                                        ? " She has "
                                        : " The person has ")
                        .append(hair)
                        .append('.');
            }
            return text.toString();
        }

        private static String list(List<String> things) {
            return things.size() == 1
                    ? things.get(0)
                    : String.join(", ", things.subList(0, things.size() - 1)) + " and " + things.get(things.size() - 1);
        }

        private boolean has(String tag) {
            if (tags.contains(tag)) {
                says.add(tag);
                return true;
            }
            return false;
        }

        private void add(List<String> things, String prefix, Map.Entry<String, List<String>> word, double share) {
            if (tags.contains(prefix + word.getKey()) && chance(share) && has(prefix + word.getKey())) {
                things.add(any(word.getValue()));
            }
        }

        private String who() {
            if (chance(.1)) {
                return "person";
            }
            boolean child = has("personalLess15");
            if (has("personalFemale")) {
                return child ? "girl" : age() + any(List.of("woman", "woman", "lady", "female"));
            }
            if (has("personalMale")) {
                return child ? "boy" : age() + any(List.of("man", "man", "male", "guy"));
            }
            return child ? "child" : "person";
        }

        private String age() {
            if (tags.contains("personalLess30") && chance(.2) && has("personalLess30")) {
                return "young ";
            }
            if (tags.contains("personalLess60") && chance(.4) && has("personalLess60")) {
                return "middle-aged ";
            }
            return tags.contains("personalLarger60") && chance(.7) && has("personalLarger60")
                    ? any(List.of("old ", "elderly "))
                    : "";
        }

        private String colors(String prefix) {
            return Wording.COLORS.stream()
                    .filter(color -> has(prefix + color))
                    .map(color -> color.equals("Grey")
                            ? any(List.of("gray", "grey"))
                            : color.toLowerCase(java.util.Locale.ROOT))
                    .collect(Collectors.joining(" and "));
        }

        private @Nullable String garment(String prefix, List<Map.Entry<String, List<String>>> words) {
            for (Map.Entry<String, List<String>> word : words) {
                if (has(prefix + word.getKey())) {
                    return any(word.getValue());
                }
            }
            return null;
        }

        private String upper() {
            String color = colors("upperBody");
            String garment = garment("upperBody", Wording.UPPER);
            String sleeves = "";
            if (tags.contains("upperBodyShortSleeve") && chance(.6) && has("upperBodyShortSleeve")) {
                sleeves = any(List.of("short sleeved", "short sleeve"));
            } else if (garment == null
                    && tags.contains("upperBodyLongSleeve")
                    && chance(.5)
                    && has("upperBodyLongSleeve")) {
                sleeves = any(List.of("long sleeved", "long sleeve"));
            }
            String pattern = has("upperBodyPlaid")
                    ? any(List.of("plaid", "checkered"))
                    : has("upperBodyThinStripes") || has("upperBodyThickStripes") ? "striped" : "";
            String named = garment == null ? any(List.of("shirt", "top")) : garment;
            String logo = tags.contains("upperBodyLogo") && chance(.6) && has("upperBodyLogo")
                    ? any(List.of("with a logo", "with a design"))
                    : "";
            return article(words(color, sleeves, pattern, named, logo));
        }

        private String lower() {
            String color = colors("lowerBody");
            String garment = garment("lowerBody", Wording.LOWER);
            String said = words(color, garment == null ? "pants" : garment);
            return said.endsWith("skirt") ? article(said) : any(List.of("", "", "a pair of ")) + said;
        }

        private @Nullable String shoes() {
            String color = colors("footwear");
            String kind = garment("footwear", Wording.SHOES);
            return color.isEmpty() && kind == null ? null : words(color, kind == null ? "shoes" : kind);
        }

        private @Nullable String hair() {
            if (has("hairBald")) {
                return "no hair";
            }
            String color = colors("hair").replace("yellow", "blond");
            String length = has("hairShort") ? "short" : has("hairLong") ? "long" : "";
            String said = words(length, color);
            return said.isEmpty() ? null : said + " hair";
        }

        private static String words(String... words) {
            return List.of(words).stream().filter(w -> !w.isEmpty()).collect(Collectors.joining(" "));
        }

        private static String article(String said) {
            return ("aeiou".indexOf(said.charAt(0)) >= 0 ? "an " : "a ") + said;
        }
    }
}
