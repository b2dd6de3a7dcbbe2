package dev.sightline.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sightline.trainer.loss.AdaFaceLoss;
import dev.sightline.trainer.loss.AngularLoss;
import dev.sightline.trainer.loss.AngularMargin;
import dev.sightline.trainer.loss.CenterLoss;
import dev.sightline.trainer.loss.CircleLoss;
import dev.sightline.trainer.loss.ContrastiveLoss;
import dev.sightline.trainer.loss.Distance;
import dev.sightline.trainer.loss.DistillationLoss;
import dev.sightline.trainer.loss.LabelSmoothing;
import dev.sightline.trainer.loss.Loss;
import dev.sightline.trainer.loss.Margin;
import dev.sightline.trainer.loss.NtXentLoss;
import dev.sightline.trainer.loss.Pairing;
import dev.sightline.trainer.loss.ProjectedLoss;
import dev.sightline.trainer.loss.SoftmaxLoss;
import dev.sightline.trainer.loss.Taught;
import dev.sightline.trainer.loss.TeacherHeads;
import dev.sightline.trainer.loss.TripletLoss;
import dev.sightline.trainer.loss.VerificationHead;
import dev.sightline.trainer.loss.WeightedTripletLoss;
import dev.sightline.trainer.mine.BatchAll;
import dev.sightline.trainer.mine.BatchHard;
import dev.sightline.trainer.mine.GivenTriplets;
import dev.sightline.trainer.mine.Miner;
import dev.sightline.trainer.mine.SemiHard;
import java.util.List;
import java.util.Locale;

/** One term of a recipe's objective; what a recipe leaves out is filled in from the file of defaults. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "loss")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LossPlan.Softmax.class, name = "softmax"),
    @JsonSubTypes.Type(value = LossPlan.Angular.class, name = "arcface"),
    @JsonSubTypes.Type(value = LossPlan.AdaFace.class, name = "adaface"),
    @JsonSubTypes.Type(value = LossPlan.Cosine.class, name = "cosface"),
    @JsonSubTypes.Type(value = LossPlan.Triplet.class, name = "triplet"),
    @JsonSubTypes.Type(value = LossPlan.WeightedTriplet.class, name = "weighted-triplet"),
    @JsonSubTypes.Type(value = LossPlan.Contrastive.class, name = "contrastive"),
    @JsonSubTypes.Type(value = LossPlan.Center.class, name = "center"),
    @JsonSubTypes.Type(value = LossPlan.NtXent.class, name = "nt-xent"),
    @JsonSubTypes.Type(value = LossPlan.Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = LossPlan.Verification.class, name = "verification"),
    @JsonSubTypes.Type(value = ReconstructionPlan.class, name = "reconstruction"),
    @JsonSubTypes.Type(value = ContextPlan.class, name = "context"),
    @JsonSubTypes.Type(value = CompatiblePlan.class, name = "compatible"),
    @JsonSubTypes.Type(value = LossPlan.Distillation.class, name = "distillation")
})
public sealed interface LossPlan
        permits LossPlan.Softmax,
                LossPlan.Angular,
                LossPlan.AdaFace,
                LossPlan.Cosine,
                LossPlan.Triplet,
                LossPlan.WeightedTriplet,
                LossPlan.Contrastive,
                LossPlan.Center,
                LossPlan.NtXent,
                LossPlan.Circle,
                LossPlan.Verification,
                LossPlan.Distillation,
                ReconstructionPlan,
                ContextPlan,
                CompatiblePlan {
    /** A likeness of {@link Distillation}. */
    String DESCRIPTORS = "descriptors";
    /** What the teachers of {@link Distillation} may see. */
    String VARIED = "varied";

    /** Factor of the term in the sum. */
    double weight();

    /** The first epoch it counts in, from 0. */
    int fromEpoch();

    /** Whether it compares a batch with rows of earlier ones, where they are kept. */
    default boolean comparesWithMemory() {
        return this instanceof NtXent || this instanceof Triplet || this instanceof Contrastive;
    }

    /** Whether it chooses among all identities of the training set. */
    default boolean choosesAmongAll() {
        return this instanceof Softmax
                || this instanceof Angular
                || this instanceof AdaFace
                || this instanceof Cosine
                || this instanceof CompatiblePlan;
    }

    /**
     * Whether it learns from batches of a kind, given as {@code batch.of}. Labels of pairs and triplets number these alone: who
     * stands in two of them has two numbers.
     */
    default boolean learnsFrom(String batches) {
        boolean classes = choosesAmongAll() || this instanceof Center;
        boolean unnamed = this instanceof ReconstructionPlan || this instanceof Distillation;
        boolean threes = this instanceof Triplet triplet && triplet.mining().equals("threes");
        return switch (batches) {
            case "patches" -> this instanceof ContextPlan;
            case "crops" -> unnamed;
            case "pairs" -> unnamed || this instanceof Contrastive || this instanceof Verification;
            case "triplets" -> unnamed || threes;
            case "views" -> !classes && !threes && !(this instanceof ContextPlan);
            default -> !threes && !(this instanceof ContextPlan);
        };
    }

    /** The loss for a training set. */
    Loss loss(Size size, long seed);

    /**
     * What a loss may have to know of the run.
     *
     * @param people identities in the training set
     * @param dimension numbers in a descriptor
     * @param pairs whether batches are made of labeled pairs
     * @param taught what teachers make of the batch at hand
     * @param height of a picture, in pixels
     * @param width of a picture, in pixels
     * @param gallery for each identity the mean of an old model's descriptors; empty where no loss compares with one
     */
    record Size(int people, int dimension, boolean pairs, Taught taught, int height, int width, List<float[]> gallery) {
        Pairing pairing() {
            return pairs ? Pairing.NEIGHBORS : Pairing.ALL;
        }
    }

    /**
     * Identity classification.
     *
     * @param smoothing share of the label that is spread
     * @param spread over-all (definition A: the paper, BoT) or over-others (B: fast-reid)
     */
    record Softmax(double weight, int fromEpoch, double smoothing, String spread) implements LossPlan {
        public Softmax {
            AllowedValues.oneOf("losses.softmax.spread", spread, "over-all", "over-others");
        }

        @Override
        public Loss loss(Size size, long seed) {
            LabelSmoothing.Spread over =
                    spread.equals("over-all") ? LabelSmoothing.Spread.OVER_ALL : LabelSmoothing.Spread.OVER_OTHERS;
            return SoftmaxLoss.fresh(size.people(), size.dimension(), new LabelSmoothing(over, smoothing), seed);
        }
    }

    /**
     * ArcFace.
     *
     * @param margin radians
     * @param scale of the cosines
     * @param centers of each identity, of which the nearest counts: 1 is ArcFace, 3 is usual for sub-center ArcFace
     * @param guard where the angle plus margin passes pi: standard, easy or plain
     */
    record Angular(double weight, int fromEpoch, double margin, double scale, int centers, String guard)
            implements LossPlan {
        public Angular {
            AllowedValues.range("losses.arcface.centers", centers, 1, 100);
            AllowedValues.oneOf("losses.arcface.guard", guard, "standard", "easy", "plain");
        }

        @Override
        public Loss loss(Size size, long seed) {
            AngularMargin by = new AngularMargin.ArcFace(
                    margin, AngularMargin.ArcFace.Guard.valueOf(guard.toUpperCase(Locale.ROOT)));
            return AngularLoss.fresh(
                    new AngularLoss.Classes(size.people(), centers), size.dimension(), by, scale, seed);
        }
    }

    /**
     * AdaFace: a margin that follows the quality of each crop.
     *
     * @param margin of angle and cosine
     * @param scale of the cosines
     */
    record AdaFace(double weight, int fromEpoch, double margin, double scale) implements LossPlan {
        @Override
        public Loss loss(Size size, long seed) {
            return AdaFaceLoss.fresh(size.people(), size.dimension(), margin, scale, seed);
        }
    }

    /**
     * CosFace; a margin of 0 is the normalized softmax.
     *
     * @param margin of the cosine
     * @param scale of the cosines
     */
    record Cosine(double weight, int fromEpoch, double margin, double scale) implements LossPlan {
        @Override
        public Loss loss(Size size, long seed) {
            return AngularLoss.fresh(size.people(), size.dimension(), new AngularMargin.CosFace(margin), scale, seed);
        }
    }

    /**
     * Triplets.
     *
     * @param mining batch-hard, batch-all, semi-hard (FaceNet), or threes, for batches of triplets
     * @param distance l2 or squared-l2
     * @param normalized whether features are brought to length 1 first
     * @param margin 0: the soft margin
     */
    record Triplet(double weight, int fromEpoch, String mining, String distance, boolean normalized, double margin)
            implements LossPlan {
        public Triplet {
            AllowedValues.oneOf("losses.triplet.mining", mining, "batch-hard", "batch-all", "semi-hard", "threes");
            AllowedValues.oneOf("losses.triplet.distance", distance, "l2", "squared-l2");
            if (mining.equals("semi-hard") && margin == 0) {
                throw new IllegalArgumentException(
                        "losses.triplet.margin is 0 with mining semi-hard; allowed: above 0, such as 0.2");
            }
        }

        @Override
        public Loss loss(Size size, long seed) {
            Miner miner = switch (mining) {
                case "batch-all" -> new BatchAll();
                case "threes" -> new GivenTriplets();
                case "semi-hard" -> new SemiHard(SemiHard.Choice.NEAREST, margin);
                default -> new BatchHard();
            };
            return new TripletLoss(
                    miner,
                    LossPlan.distance(distance),
                    normalized,
                    margin == 0 ? new Margin.Soft() : new Margin.Hard(margin),
                    mining.equals("batch-all") ? TripletLoss.Mean.ACTIVE : TripletLoss.Mean.ALL);
        }
    }

    /** Weighted regularized triplets (AGW). */
    record WeightedTriplet(double weight, int fromEpoch, boolean normalized) implements LossPlan {
        @Override
        public Loss loss(Size size, long seed) {
            return new WeightedTripletLoss(normalized);
        }
    }

    /**
     * Contrastive pairs.
     *
     * @param distance l2, squared-l2 or cosine (1 - cos)
     * @param margin how far strangers shall be
     * @param form linear, or hadsell: half the squares of both
     */
    record Contrastive(double weight, int fromEpoch, String distance, boolean normalized, double margin, String form)
            implements LossPlan {
        public Contrastive {
            AllowedValues.oneOf("losses.contrastive.form", form, "linear", "hadsell");
            AllowedValues.oneOf("losses.contrastive.distance", distance, "l2", "squared-l2", "cosine");
        }

        @Override
        public Loss loss(Size size, long seed) {
            return new ContrastiveLoss(
                    size.pairing(),
                    LossPlan.distance(distance),
                    normalized,
                    margin,
                    ContrastiveLoss.Form.valueOf(form.toUpperCase(Locale.ROOT)));
        }
    }

    /**
     * Center loss.
     *
     * @param rate of the centers' own steps
     */
    record Center(double weight, int fromEpoch, double rate) implements LossPlan {
        @Override
        public Loss loss(Size size, long seed) {
            return CenterLoss.fresh(size.people(), size.dimension(), CenterLoss.Form.MEAN, rate, seed);
        }
    }

    /**
     * NT-Xent: of views the loss of SimCLR, of people supervised contrastive.
     *
     * @param temperature of the cosines
     * @param projection numbers behind a nonlinear projection that is left behind after training; 0: none
     */
    record NtXent(double weight, int fromEpoch, double temperature, int projection) implements LossPlan {
        public NtXent {
            AllowedValues.range("losses.nt-xent.projection", projection, 0, 4096);
        }

        @Override
        public Loss loss(Size size, long seed) {
            NtXentLoss loss = new NtXentLoss(temperature);
            return projection == 0 ? loss : ProjectedLoss.fresh(loss, size.dimension(), projection, seed);
        }
    }

    /** Circle loss. */
    record Circle(double weight, int fromEpoch, double margin, double scale) implements LossPlan {
        @Override
        public Loss loss(Size size, long seed) {
            return new CircleLoss(margin, scale);
        }
    }

    /**
     * Same or different as a question of its own, by a head that is kept beside the network when it compares descriptors.
     *
     * @param comparison absolute difference, or chi-square for features that are nowhere negative
     * @param rows descriptors, as they are stored, or features before the neck, whose head is left behind
     */
    record Verification(double weight, int fromEpoch, String comparison, String rows) implements LossPlan {
        public Verification {
            AllowedValues.oneOf("losses.verification.rows", rows, "descriptors", "features");
            AllowedValues.oneOf("losses.verification.comparison", comparison, "absolute", "chi-square");
        }

        @Override
        public Loss loss(Size size, long seed) {
            return VerificationHead.fresh(size.pairing(), by(), rows.equals("descriptors"), size.dimension());
        }

        /** How two rows are compared. */
        public VerificationHead.Comparison by() {
            return comparison.equals("absolute")
                    ? VerificationHead.Comparison.ABSOLUTE
                    : VerificationHead.Comparison.CHI_SQUARE;
        }
    }

    /**
     * Descriptors that stay like those of teachers, so that what these know is kept or handed down.
     *
     * @param teachers model ids or folders of packages; none: the model that is learned from
     * @param likeness cosines, centered-cosines or distances of every two crops of a batch; or descriptors: each teacher's own, by a linear head
     *     that is left behind
     * @param shown what the teachers see: plain, each crop as it is and mirrored, asked once; or varied, the very pictures that
     *     the trainee sees, asked with each batch
     */
    record Distillation(double weight, int fromEpoch, List<String> teachers, String likeness, String shown)
            implements LossPlan {
        public Distillation {
            AllowedValues.oneOf(
                    "losses.distillation.likeness", likeness, "cosines", "centered-cosines", "distances", DESCRIPTORS);
            AllowedValues.oneOf("losses.distillation.shown", shown, "plain", VARIED);
            teachers = List.copyOf(teachers);
        }

        /** Whether the teachers see the trainee's pictures. */
        public boolean seesVaried() {
            return shown.equals(VARIED);
        }

        @Override
        public Loss loss(Size size, long seed) {
            if (likeness.equals(DESCRIPTORS)) {
                return TeacherHeads.fresh(size.taught(), size.dimension(), seed);
            }
            DistillationLoss.Likeness like = switch (likeness) {
                case "distances" -> DistillationLoss.Likeness.DISTANCES;
                case "centered-cosines" -> DistillationLoss.Likeness.CENTERED_COSINES;
                default -> DistillationLoss.Likeness.COSINES;
            };
            return new DistillationLoss(like, size.taught().rows());
        }
    }

    private static Distance distance(String name) {
        return switch (name) {
            case "squared-l2" -> Distance.SQUARED_L2;
            case "cosine" -> Distance.ONE_MINUS_COSINE;
            default -> Distance.L2;
        };
    }
}
