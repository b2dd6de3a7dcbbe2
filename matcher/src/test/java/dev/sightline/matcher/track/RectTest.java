package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.sightline.contracts.v1.Box;
import org.junit.jupiter.api.Test;

class RectTest {
    private final Rect unit = new Rect(10, 10, 10, 10);

    @Test
    void shouldGoThereAndBackAsAMessage() {
        Box box = Box.newBuilder()
                .setX(12.5f)
                .setY(7.25f)
                .setWidth(33)
                .setHeight(71.5f)
                .build();

        assertThat(Rect.of(box).toMessage()).isEqualTo(box);
    }

    @Test
    void shouldMeasureOverlap() {
        assertThat(unit.iou(unit)).isEqualTo(1);
        assertThat(unit.iou(new Rect(15, 10, 10, 10))).isCloseTo(50.0 / 150, offset(1e-12));
        assertThat(unit.iou(new Rect(20, 10, 10, 10))).isZero();
        assertThat(unit.coveredBy(new Rect(15, 10, 10, 100))).isCloseTo(0.5, offset(1e-12));
    }

    @Test
    void shouldWalkTowardsAnother() {
        assertThat(unit.towards(new Rect(20, 30, 14, 10), 0.25)).isEqualTo(new Rect(12.5, 15, 11, 10));
    }
}
