package dev.sightline.matcher.link.models;

import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.memory.SameModel;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackletUpdate;

/**
 * Reads a tracklet's update in the terms of the models that serve the site. A tracklet that was last described before a
 * switch and is reported after it carries the new model's descriptors as its next ones; they count then. Exemplars that the
 * new model never described stay as they are.
 */
public final class ServingUpdate {
    private ServingUpdate() {}

    public static TrackletUpdate of(TrackletUpdate update, SiteModels models) {
        boolean asItIs = update.getMeansList().stream().noneMatch(mean -> isServedByNext(mean, models));
        return asItIs ? update : converted(update, models);
    }

    private static TrackletUpdate converted(TrackletUpdate update, SiteModels models) {
        TrackletUpdate.Builder read = update.toBuilder();
        for (int i = 0; i < update.getMeansCount(); i++) {
            if (isServedByNext(update.getMeans(i), models)) {
                read.setMeans(i, converted(update.getMeans(i)));
                convertExemplars(update.getMeans(i), read);
            }
        }
        return read.build();
    }

    private static void convertExemplars(ModalityMean mean, TrackletUpdate.Builder read) {
        for (int i = 0; i < read.getExemplarsCount(); i++) {
            Exemplar exemplar = read.getExemplars(i);
            if (exemplar.getModality() == mean.getModality()
                    && SameModel.of(exemplar.getNextVector(), mean.getNextVector())) {
                read.setExemplars(
                        i,
                        exemplar.toBuilder().setVector(exemplar.getNextVector()).clearNextVector());
            }
        }
    }

    private static ModalityMean converted(ModalityMean mean) {
        return mean.toBuilder()
                .setVector(mean.getNextVector())
                .setCount(mean.getNextCount())
                .clearNextVector()
                .clearNextCount()
                .build();
    }

    private static boolean isServedByNext(ModalityMean mean, SiteModels models) {
        Modality modality = mean.getModality();
        String serving = models.serving(modality);
        return mean.hasNextVector()
                && !mean.getVector().getModelId().equals(serving)
                && mean.getNextVector().getModelId().equals(serving);
    }
}
