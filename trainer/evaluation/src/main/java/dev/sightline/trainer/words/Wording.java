package dev.sightline.trainer.words;

import java.util.List;
import java.util.Map;

/** How tags are said. Several words for one tag are drawn from at random; the order of a list is the order of speech. */
final class Wording {
    static final List<String> COLORS =
            List.of("Black", "White", "Grey", "Blue", "Red", "Brown", "Green", "Purple", "Pink", "Yellow", "Orange");

    static final List<Map.Entry<String, List<String>>> UPPER = List.of(
            Map.entry("Tshirt", List.of("t-shirt", "tee shirt", "shirt")),
            Map.entry("Jacket", List.of("jacket", "coat")),
            Map.entry("Sweater", List.of("sweater", "pullover")),
            Map.entry("Suit", List.of("suit jacket", "suit")),
            Map.entry("NoSleeve", List.of("sleeveless top", "tank top")),
            Map.entry("Formal", List.of("dress shirt", "button-up shirt", "shirt")));

    static final List<Map.Entry<String, List<String>>> LOWER = List.of(
            Map.entry("Jeans", List.of("jeans", "denim pants")),
            Map.entry("Shorts", List.of("shorts")),
            Map.entry("ShortSkirt", List.of("short skirt", "skirt")),
            Map.entry("LongSkirt", List.of("long skirt", "skirt")),
            Map.entry("Capri", List.of("capri pants", "capris")),
            Map.entry("HotPants", List.of("short shorts", "shorts")),
            Map.entry("Suits", List.of("suit pants", "dress pants")),
            Map.entry("Formal", List.of("dress pants", "slacks")),
            Map.entry("Trousers", List.of("pants", "trousers")));

    static final List<Map.Entry<String, List<String>>> SHOES = List.of(
            Map.entry("Sneakers", List.of("sneakers", "tennis shoes", "running shoes")),
            Map.entry("LeatherShoes", List.of("leather shoes", "dress shoes", "shoes")),
            Map.entry("Boots", List.of("boots")),
            Map.entry("Sandals", List.of("sandals")),
            Map.entry("Shoes", List.of("shoes")));

    static final List<Map.Entry<String, List<String>>> CARRIED = List.of(
            Map.entry("Backpack", List.of("a backpack", "a bag on the back", "a school bag", "a rucksack")),
            Map.entry(
                    "MessengerBag",
                    List.of("a messenger bag", "a shoulder bag", "a bag over the shoulder", "a purse", "a handbag")),
            Map.entry("PlasticBags", List.of("a plastic bag", "a shopping bag")),
            Map.entry("Suitcase", List.of("a suitcase", "a briefcase")),
            Map.entry("Folder", List.of("a folder", "papers")),
            Map.entry("Umbrella", List.of("an umbrella")),
            Map.entry("BabyBuggy", List.of("a stroller", "a baby buggy")),
            Map.entry("LuggageCase", List.of("a suitcase", "luggage")),
            Map.entry("ShoppingTro", List.of("a shopping cart")));

    static final List<Map.Entry<String, List<String>>> WORN = List.of(
            Map.entry("Hat", List.of("a hat", "a cap")),
            Map.entry("Sunglasses", List.of("sunglasses", "glasses")),
            Map.entry("Muffler", List.of("a scarf")),
            Map.entry("HairBand", List.of("a hair band")),
            Map.entry("Headphone", List.of("headphones")),
            Map.entry("Kerchief", List.of("a kerchief")),
            Map.entry("FaceMask", List.of("a face mask")));

    private Wording() {}
}
