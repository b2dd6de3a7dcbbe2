package dev.sightline.embedder.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a description says in so many words, as numbers 0 and 1: which garment or thing has which color, and which of some
 * 120 words occur. The text network's mean over all tokens blurs just that ("white shirt, black pants" is near "black shirt,
 * white pants"), and colors are what person descriptors know best. A color belongs to the next thing named within four words.
 */
final class SaidWords {
    private static final Pattern WORD = Pattern.compile("[a-z]+(?:-[a-z]+)*");
    /** So many words may stand between a color and its thing. */
    private static final int REACH = 4;

    private static final List<String> COLORS = List.of(
            "black",
            "white",
            "gray grey",
            "blue navy teal denim",
            "red maroon",
            "brown tan beige khaki cream",
            "green olive",
            "purple violet",
            "pink",
            "yellow blond blonde",
            "orange",
            "dark",
            "light",
            "colored",
            "striped stripes",
            "plaid checkered");

    private static final List<String> THINGS = List.of(
            "shirt tshirt t-shirt tee blouse top polo jersey",
            "jacket coat sweater sweatshirt hoodie hoody pullover cardigan vest suit blazer",
            "pants pant trousers slacks khakis sweatpants",
            "jeans jean",
            "shorts short capris capri",
            "skirt dress leggings tights stockings",
            "shoes shoe sneakers sneaker boots boot sandals sandal heels trainers slippers flats footwear",
            "backpack backpacks rucksack",
            "bag bags purse handbag tote satchel",
            "hair haired ponytail",
            "hat cap hood",
            "glasses eyeglasses sunglasses",
            "socks sole soles");

    /** Things that are worn above, below and on the feet, as far as they have a color in common. */
    private static final List<List<Integer>> PARTS = List.of(List.of(0, 1), List.of(2, 3, 4, 5), List.of(6));

    private static final String OTHERS =
            "man men male guy boy woman women female lady girl long short sleeve sleeved sleeves"
                    + " sleeveless shirt t-shirt tee blouse top polo jacket coat sweater sweatshirt hoodie cardigan vest suit pants"
                    + " trousers slacks jeans denim shorts capri capris skirt dress leggings shoes sneakers boots sandals heels tennis"
                    + " running leather backpack bag bags purse handbag shoulder messenger plastic shopping suitcase umbrella stroller"
                    + " folder hat cap glasses sunglasses scarf bald ponytail young old elderly middle-aged child tall thin heavy black"
                    + " white gray grey blue navy red brown tan beige khaki green olive purple pink yellow orange dark light striped"
                    + " stripes plaid checkered logo collar collared hood hooded tie headphones phone cell hair blond carrying"
                    + " holding hand two both bright camouflage print floral pattern design zip zipper button";

    private static final Map<String, Integer> COLOR = numbered(COLORS);
    private static final Map<String, Integer> THING = numbered(THINGS);
    private static final Map<String, Integer> OTHER = distinct();
    private static final List<String> NOT_SHORTS =
            List.of("sleeve", "sleeved", "sleeves", "hair", "black", "brown", "dark");

    private static final int PART_FROM = THINGS.size() * COLORS.size();
    private static final int OTHER_FROM = PART_FROM + PARTS.size() * COLORS.size();

    /** How many numbers. */
    static final int FEATURES = OTHER_FROM + OTHER.size();

    private SaidWords() {}

    private static Map<String, Integer> numbered(List<String> groups) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            for (String word : groups.get(i).split(" ")) {
                numbers.put(word, i);
            }
        }
        return numbers;
    }

    private static Map<String, Integer> distinct() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String word : OTHERS.split(" ")) {
            numbers.putIfAbsent(word, numbers.size());
        }
        return numbers;
    }

    /** Writes the numbers of a text into {@code target} from {@code at} on, where zeros are. */
    static void write(String text, float[] target, int at) {
        List<String> words = WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
        List<Integer> pending = new ArrayList<>();
        int since = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Integer other = OTHER.get(word);
            if (other != null) {
                target[at + OTHER_FROM + other] = 1;
            }
            Integer color = COLOR.get(word);
            Integer thing = THING.get(word);
            since++;
            if (since > REACH) {
                pending.clear();
            }
            if (color != null) {
                pending.add(color);
                since = 0;
            } else if (thing != null && !isAdjective(words, i)) {
                bind(thing, pending, target, at);
                // In "blue jeans jacket" the color is the jacket's too.
                if (i + 1 == words.size() || !THING.containsKey(words.get(i + 1))) {
                    pending.clear();
                }
                since = 0;
            }
        }
    }

    /** Such as in "short sleeves". */
    private static boolean isAdjective(List<String> words, int i) {
        return words.get(i).equals("short") && i + 1 < words.size() && NOT_SHORTS.contains(words.get(i + 1));
    }

    private static void bind(int thing, List<Integer> colors, float[] target, int at) {
        for (int color : colors) {
            target[at + thing * COLORS.size() + color] = 1;
            for (int part = 0; part < PARTS.size(); part++) {
                if (PARTS.get(part).contains(thing)) {
                    target[at + PART_FROM + part * COLORS.size() + color] = 1;
                }
            }
        }
    }
}
