package dev.sightline.trainer.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** What an angular softmax makes of the cosine to a crop's own class, so that the class must win by a margin. */
public sealed interface AngularMargin {

    /** The harder cosine of cosines {@code own}, elementwise, under autograd. */
    Tensor harder(Tensor own);

    /** Short, such as {@code arcface}. */
    String name();

    /**
     * cos(angle + by) (ArcFace, Deng et al. 2019, equation 3), with its true gradient: the margin is part of what is
     * derived.
     *
     * @param by radians, .5 is usual
     * @param guard what to do where the angle plus margin passes pi and the cosine would rise again
     */
    record ArcFace(double by, Guard guard) implements AngularMargin {
        /** The squared sine is taken as no less: where the angle is 0 or pi its root has no slope. */
        private static final double SMALLEST_SQUARE = 1e-7;

        /** The usual ways to keep the curve falling. */
        public enum Guard {
            /** Beyond pi - by: cos(angle) - by sin(by). */
            STANDARD,
            /** The margin only where cos(angle) is above 0. */
            EASY,
            /** None. */
            PLAIN
        }

        public ArcFace {
            if (!(by > 0 && by < Math.PI / 2)) {
                throw new IllegalArgumentException(
                        "Angle margin " + by + " is not allowed: use radians from 0 to pi/2, such as .5");
            }
        }

        @Override
        public String name() {
            return "arcface";
        }

        @Override
        public Tensor harder(Tensor own) {
            Tensor sine = own.square()
                    .neg()
                    .add(new Scalar(1.0))
                    .clamp_min(new Scalar(SMALLEST_SQUARE))
                    .sqrt();
            Tensor harder = own.mul(new Scalar(Math.cos(by))).sub(sine.mul(new Scalar(Math.sin(by))));
            return switch (guard) {
                case PLAIN -> harder;
                case EASY -> harder.where(own.gt(new Scalar(0.0)), own);
                case STANDARD ->
                    harder.where(own.ge(new Scalar(Math.cos(Math.PI - by))), own.sub(new Scalar(by * Math.sin(by))));
            };
        }
    }

    /** cos(angle) - by (CosFace, Wang et al. 2018, equation 4); .35 is usual. */
    record CosFace(double by) implements AngularMargin {
        public CosFace {
            if (!(by > 0 && by < 2)) {
                throw new IllegalArgumentException(
                        "Cosine margin " + by + " is not allowed: use a number from 0 to 2, such as .35");
            }
        }

        @Override
        public String name() {
            return "cosface";
        }

        @Override
        public Tensor harder(Tensor own) {
            return own.sub(new Scalar(by));
        }
    }
}
