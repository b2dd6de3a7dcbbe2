package dev.sightline.trainer.start;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.trainer.network.BackboneCut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a network without a manifest is to be given, as a person writes it: {@code size=128x256,color=rgb,mean=0,scale=255}.
 * Nothing that would spoil every picture without a word is guessed: size, color, mean and scale are asked for.
 *
 * @param name of the input that takes the picture; empty: the only one with four axes
 * @param channelsLast whether the picture's channels are its last axis; empty: as the network's own shape says
 * @param width of the picture, in pixels
 * @param height of the picture, in pixels
 * @param color order of the channels
 * @param mean of each channel, 0..255
 * @param scale of each channel
 * @param parts what becomes of inner tensors
 */
record ForeignInput(
        Optional<String> name,
        Optional<Boolean> channelsLast,
        int width,
        int height,
        InputSpec.Color color,
        List<Float> mean,
        List<Float> scale,
        Parts parts) {
    private static final List<String> KEYS =
            List.of("name", "layout", "size", "color", "mean", "scale", "maps", "tokens");
    private static final String EXAMPLE = "size=128x256,color=rgb,mean=123.675/116.28/103.53,scale=58.395/57.12/57.375";

    /**
     * How inner tensors are read.
     *
     * @param channelsLast whether feature maps have their channels last
     * @param firstToken whether of a row of tokens the first stands for the picture, and not all of them
     */
    record Parts(boolean channelsLast, boolean firstToken) {}

    /** @throws IllegalArgumentException naming the key, the value and what is allowed */
    static ForeignInput parse(String text) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            int at = part.indexOf('=');
            String key = at < 0 ? part.strip() : part.substring(0, at).strip();
            if (at < 0 || !KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "the input holds '" + part.strip() + "'; allowed: KEY=VALUE with the keys "
                                + String.join(", ", KEYS) + ", separated by commas, such as " + EXAMPLE);
            }
            if (given.put(key, part.substring(at + 1).strip()) != null) {
                throw new IllegalArgumentException("the input names '" + key + "' twice; give it once");
            }
        }
        String size = required(given, "size");
        if (!size.matches("[1-9]\\d{0,3}x[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(
                    "the input's size is '" + size + "'; allowed: WIDTHxHEIGHT, such as 128x256");
        }
        String[] sides = size.split("x");
        return new ForeignInput(
                Optional.ofNullable(given.get("name")),
                given.containsKey("layout") ? Optional.of(last(given, "layout")) : Optional.empty(),
                Integer.parseInt(sides[0]),
                Integer.parseInt(sides[1]),
                choice("color", required(given, "color"), "rgb", "bgr").equals("rgb")
                        ? InputSpec.Color.RGB
                        : InputSpec.Color.BGR,
                numbers("mean", required(given, "mean")),
                numbers("scale", required(given, "scale")),
                new Parts(
                        given.containsKey("maps") && last(given, "maps"),
                        choice("tokens", given.getOrDefault("tokens", "all"), "all", "first")
                                .equals("first")));
    }

    private static String required(Map<String, String> given, String key) {
        String value = given.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the input says no " + key
                    + ", and a network without a manifest does not say either; give it, such as " + EXAMPLE);
        }
        return value;
    }

    private static boolean last(Map<String, String> given, String key) {
        return choice(key, given.getOrDefault(key, "nchw"), "nchw", "nhwc").equals("nhwc");
    }

    private static String choice(String key, String value, String one, String other) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.equals(one) && !lower.equals(other)) {
            throw new IllegalArgumentException(
                    "the input's " + key + " is '" + value + "'; allowed: " + one + ", " + other);
        }
        return lower;
    }

    private static List<Float> numbers(String key, String text) {
        String[] parts = text.split("/");
        List<Float> numbers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                numbers.add(Float.parseFloat(parts[parts.length == 1 ? 0 : i]));
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw badNumbers(key, text);
        }
        boolean finite = numbers.stream().allMatch(n -> !n.isNaN() && !n.isInfinite());
        if (!finite || parts.length > 3 || key.equals("scale") && numbers.contains(0f)) {
            throw badNumbers(key, text);
        }
        return numbers;
    }

    private static IllegalArgumentException badNumbers(String key, String text) {
        return new IllegalArgumentException("the input's " + key + " is '" + text
                + "'; allowed: one number for all channels, or three with / between, in 0..255"
                + (key.equals("scale") ? ", none of them 0" : ""));
    }

    /** How crops are laid into what is made of the network, whose channels come first. */
    InputSpec spec() {
        return new InputSpec(
                BackboneCut.IMAGES,
                InputSpec.Layout.NCHW,
                width,
                height,
                1,
                color,
                mean,
                scale,
                InputSpec.Resize.STRETCH,
                0);
    }
}
