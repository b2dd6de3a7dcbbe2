package dev.sightline.embedder.words;

import dev.sightline.platform.problem.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a text can be a description of a person. The network answers anything, a shopping list or a poem too, and its
 * answer looks like any other; so what is no description is refused with what to write instead. English words of clothes,
 * colors, hair, bags and people count; plurals and "red-striped" do too.
 */
public final class PersonWords {
    /** Longest text, in characters. */
    public static final int LONGEST = 500;

    private static final double LEAST_KNOWN = .5;
    private static final int SHOWN = 4;
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}']+");

    /** What can be seen of a person. */
    private static final Set<String> SEEN = words(
            "shirt tshirt tee blouse top jacket coat sweater sweatshirt hoodie hoody pullover cardigan vest suit blazer parka",
            "raincoat anorak windbreaker uniform dress gown tunic polo jersey tank sleeve sleeved sleeveless collar collared",
            "pants pant trousers trouser jeans jean denim shorts short skirt leggings legging tights stockings stocking slacks",
            "khakis khaki capris capri sweatpants overalls shoe shoes sneaker sneakers boot boots sandal sandals heel heels",
            "trainers slippers slipper loafers socks sock flip flops footwear clothes clothing outfit clad dressed",
            "black white gray grey blue red brown green purple pink yellow orange beige tan navy maroon cream violet turquoise",
            "teal gold golden silver olive dark light bright pale colored colorful striped stripes stripe plaid checkered checked",
            "floral patterned pattern print logo design leather",
            "hair haired bald blond blonde brunette ponytail beard bearded mustache moustache braid bangs",
            "bag bags backpack backpacks rucksack knapsack purse handbag tote satchel suitcase briefcase luggage umbrella stroller",
            "buggy pram cart trolley messenger folder papers box parcel package courier",
            "hat cap beanie helmet hood hooded glasses sunglasses eyeglasses spectacles scarf tie necktie headphones earphones",
            "mask bandana kerchief belt watch necklace gloves headband headscarf hijab vest hi-vis reflective");

    /** Who is seen. */
    private static final Set<String> PEOPLE = words(
            "man men male males guy guys gentleman boy boys woman women female females lady ladies girl girls person persons",
            "people somebody someone individual adult child children kid teen teenager student pedestrian worker guard police",
            "policeman officer tall slim thin heavy heavyset fat stocky elderly old older young younger middle aged asian");

    /** What holds such a sentence together. */
    private static final Set<String> PLAIN = words(
            "a an the and or of in on with without to from at by for is are was has have had having be been being wear wears",
            "wearing worn carry carries carrying carried hold holds holding he she they it his her their him them its this that",
            "these those who which whose while as no not any some both pair one two three left right back front shoulder",
            "shoulders hand hands arm arms over under around across up down long longer medium length large small big little",
            "looking walking walks walk standing facing camera away toward towards side visible appears seems probably very",
            "slightly but there also other all head neck waist knee knees legs leg feet foot body chest sole soles upper lower",
            "half full color colors looks like possibly maybe his/her i me my we you s t");

    private PersonWords() {}

    private static Set<String> words(String... lines) {
        return Stream.of(lines).flatMap(line -> Stream.of(line.split(" "))).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The text with single blanks.
     *
     * @throws UserError saying why it is no description of a person, and what to write
     */
    public static String checked(String text) {
        String plain = text.strip().replaceAll("\\s+", " ");
        if (plain.isEmpty()) {
            throw refused("says nothing");
        }
        if (plain.length() > LONGEST) {
            throw refused("has " + plain.length() + " characters; at most " + LONGEST
                    + " are read, and one sentence about one person works best");
        }
        List<String> said = WORDS.splitAsStream(plain.toLowerCase(Locale.ROOT))
                .filter(w -> w.codePoints().anyMatch(Character::isLetter))
                .toList();
        Set<String> unknown = said.stream().filter(w -> !known(w)).collect(Collectors.toCollection(TreeSet::new));
        long known = said.stream().filter(PersonWords::known).count();
        if (said.isEmpty() || known < LEAST_KNOWN * said.size()) {
            throw refused("does not read as an English description of a person"
                    + (unknown.isEmpty()
                            ? ""
                            : "; not understood: "
                                    + unknown.stream().limit(SHOWN).collect(Collectors.joining(", "))
                                    + (unknown.size() > SHOWN ? " and " + (unknown.size() - SHOWN) + " more" : "")));
        }
        if (said.stream().noneMatch(w -> in(SEEN, w) || in(PEOPLE, w))) {
            throw refused("names nothing that can be seen of a person");
        }
        return plain;
    }

    private static UserError refused(String why) {
        return new UserError(
                "the description " + why
                        + "; describe clothes, colors, hair and what is carried, such as \"man in a red jacket with a backpack\"");
    }

    private static boolean known(String word) {
        return in(SEEN, word) || in(PEOPLE, word) || PLAIN.contains(word) || word.endsWith("'s");
    }

    private static boolean in(Set<String> words, String word) {
        return words.contains(word)
                || (word.endsWith("s") && words.contains(word.substring(0, word.length() - 1)))
                || (word.endsWith("es") && words.contains(word.substring(0, word.length() - 2)));
    }
}
