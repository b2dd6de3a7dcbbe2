package dev.sightline.trainer.augment;

/**
 * What is varied in a training crop; every part is off at 0. Chances are 0..1.
 *
 * @param flip chance of mirroring left and right
 * @param padCrop greatest shift, as a share of each side: the crop is padded by it and a window of the input's size is
 *     taken anywhere in it
 * @param erase chance of erasing a rectangle (Zhong et al. 2020, random erasing): 2 to 40 percent of the area, aspect 0.3
 *     to 3.3, filled with noise
 * @param color strength of changes of brightness, contrast, saturation, hue and white balance; 0.2 is mild, 0.5 strong
 * @param gray chance of losing all color
 * @param blur chance of a Gaussian blur
 * @param shrink chance of losing resolution: the crop is scaled down to as little as a quarter and up again
 * @param jpeg chance of being compressed again at quality 20 to 80
 * @param resizedCrop least share of the area that is kept when a part of the crop, 3/4 to 4/3 as wide for its height, takes
 *     the place of the whole (random resized crop); .2 to .5 for two views of one crop
 */
public record Augmentation(
        double flip,
        double padCrop,
        double erase,
        double color,
        double gray,
        double blur,
        double shrink,
        double jpeg,
        double resizedCrop) {

    /** Nothing is varied. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Augmentation {
        require("flip", flip, 1);
        require("pad-crop", padCrop, 0.5);
        require("erase", erase, 1);
        require("color", color, 1);
        require("gray", gray, 1);
        require("blur", blur, 1);
        require("shrink", shrink, 1);
        require("jpeg", jpeg, 1);
        require("resized-crop", resizedCrop, 1);
    }

    /** For aligned faces: without what would move the eyes, mouth and nose from where the network expects them. */
    public Augmentation keepingAlignment() {
        return new Augmentation(flip, 0, 0, color, gray, blur, shrink, jpeg, 0);
    }

    /** For parts of a picture whose place is to be told: without what would move them. */
    public Augmentation keepingPlaces() {
        return new Augmentation(0, 0, 0, color, gray, blur, shrink, jpeg, 0);
    }

    private static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    "augmentation." + name + " is " + value + "; allowed: 0 (off) to " + most);
        }
    }
}
