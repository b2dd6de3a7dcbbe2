package dev.sightline.app.evaluate;

import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;

/** Pictures that were asked for and are not in the result because no face was found in them. */
final class LeftOut {
    private LeftOut() {}

    static void noFace(String model, int without, int all, Problems problems) {
        if (without > 0) {
            problems.add(new Problem(
                    "model " + model,
                    "no-face",
                    "no face was found in pictures, of " + all + " in all; they are left out",
                    without,
                    "name crops that show a face, or --aligned when they are aligned already"));
        }
    }
}
