package dev.sightline.matcher.track;

import static dev.sightline.matcher.track.Scenes.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tracklets that another person slips into, told apart by several looks. */
class DoubtTest {
    private static final int RED = 1;
    private static final int BLUE = 4;
    private static final int EMPTY_FRAMES = 70;

    private final Follower follower = new Follower();
    private final Random random = new Random(11);
    private final Map<Box, Integer> looks = new HashMap<>();
    private int frame;

    @Test
    void shouldTellWhoLeavesFromWhoComesInAtTheSamePlace() {
        learn();
        for (int i = 0; i < 20; i++) {
            see(cutOff(880 + 6 * i, RED));
        }
        for (int i = 0; i < 40; i++) {
            see(cutOff(1000 - 6 * i, BLUE));
        }
        end();

        assertThat(mixed()).isEmpty();
        assertThat(follower.tracks()).hasSize(4);
    }

    @Test
    void shouldTakeUpALostTrackletOnlyForThePersonItShows() {
        learn();
        for (int i = 0; i < 15; i++) {
            see(shown(200, RED));
        }
        for (int i = 0; i < 5; i++) {
            see();
        }
        for (int i = 0; i < 15; i++) {
            see(shown(202, BLUE));
        }
        end();

        assertThat(mixed()).isEmpty();
        assertThat(follower.tracks()).hasSize(4);
    }

    @Test
    void shouldGiveBackWhatWasSwappedBehindOneAnother() {
        learn();
        for (int i = 0; i <= 30; i++) {
            see(shown(400 + 4 * i, RED), shown(640 - 4 * i, BLUE));
        }
        for (int i = 0; i < 4; i++) {
            see(person(520, 300, 0.9));
        }
        // Each turns round: by motion alone they passed one another.
        for (int i = 1; i < 40; i++) {
            see(shown(520 - 4 * i, RED), shown(520 + 4 * i, BLUE));
        }
        end();

        assertThat(mixed()).isEmpty();
        assertThat(follower.tracks()).hasSize(4);
    }

    @Test
    void shouldShowABoxInDoubtAtOnceAndTellWhoseItIsLater() {
        learn();
        for (int i = 0; i < 10; i++) {
            see(shown(200, RED));
        }
        for (int i = 0; i < 5; i++) {
            see();
        }
        List<TrackerFrame> back = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            back.add(see(shown(200, RED)));
        }
        end();

        assertThat(back.get(0).getBoxesList())
                .extracting(FrameBox::getPredicted)
                .containsExactly(true);
        assertThat(back.get(7).getBoxesList())
                .extracting(FrameBox::getPredicted)
                .containsExactly(false);
        assertThat(follower.track("north/0/t3"))
                .as("each frame has a box, those of the gap too")
                .hasSize(23);
    }

    /** Two people apart, until the camera knows what a likeness is worth; then nobody. */
    private void learn() {
        for (int i = 0; i < 30; i++) {
            see(shown(200, RED), shown(700, BLUE));
        }
        for (int i = 0; i < EMPTY_FRAMES; i++) {
            see();
        }
    }

    private TrackerFrame see(Detection.Builder... detections) {
        frame++;
        return follower.see(Scenes.frame(frame, frame * 0.1, detections));
    }

    private void end() {
        frame++;
        follower.see(Scenes.end(0, frame, frame * 0.1));
    }

    private Detection.Builder shown(double x, int look) {
        // No two boxes are equal, so that each says whose it is.
        return noted(person(x, 300 + frame * 0.001, 0.9, look, random), look);
    }

    /** A person whose box the right side of the picture cuts off. */
    private Detection.Builder cutOff(double x, int look) {
        double left = x - 20;
        double right = Math.min(Scenes.WIDTH, x + 20);
        Detection.Builder cut = person(x, 300, 0.9, look, random)
                .setBox(Scenes.box((left + right) / 2, 300 + frame * 0.001, right - left, 100));
        return noted(cut, look);
    }

    private Detection.Builder noted(Detection.Builder detection, int look) {
        looks.put(detection.getBox(), look);
        return detection;
    }

    /** Tracklets that show two people, each more than a moment. */
    private TreeSet<String> mixed() {
        TreeSet<String> mixed = new TreeSet<>();
        follower.tracks().forEach((id, boxes) -> {
            long red = boxes.values().stream()
                    .filter(box -> looks.getOrDefault(box, 0) == RED)
                    .count();
            long blue = boxes.values().stream()
                    .filter(box -> looks.getOrDefault(box, 0) == BLUE)
                    .count();
            if (Math.min(red, blue) > 2) {
                mixed.add(id + " red " + red + " blue " + blue);
            }
        });
        return mixed;
    }
}
