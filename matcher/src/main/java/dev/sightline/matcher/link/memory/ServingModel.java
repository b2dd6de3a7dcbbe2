package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.v1.Modality;
import java.util.List;

/**
 * Which model a site compares one modality by.
 *
 * @param modelId empty before the first described frame
 * @param sinceUs capture time of the first frame that it served; frames captured before say nothing about which model serves
 * @param announced models that frames or re-embedded exemplars have announced and that have not served since; newest last
 */
public record ServingModel(Modality modality, String modelId, long sinceUs, List<String> announced) {
    public ServingModel {
        announced = List.copyOf(announced);
    }

    static ServingModel none(Modality modality) {
        return new ServingModel(modality, "", 0, List.of());
    }

    public ServingModel announcing(List<String> models) {
        return new ServingModel(modality, modelId, sinceUs, models);
    }
}
