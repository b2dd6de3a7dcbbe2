package dev.sightline.app.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.adapt.LearningSet;
import dev.sightline.trainer.recipe.BatchPlan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdaptRecipesTest {
    @Test
    void shouldShareTheSitesBatchesBetweenCamerasAndWhoIsJoined() throws IOException {
        BatchPlan batch = batch(Map.of("yard@north", 9, "yard@south", 5, "yard@links", 4), 4);

        assertThat(batch.shares()).isEqualTo(Map.of("yard@north", .25, "yard@south", .25, "yard@links", .5));
        assertThat(batch.people()).isEqualTo(4);
    }

    @Test
    void shouldLearnFromJoinedPeopleAloneWhereEachStayIsOnePicture() throws IOException {
        assertThat(batch(Map.of("yard@links", 6), 6).shares()).isEqualTo(Map.of("yard@links", 1.));
    }

    @Test
    void shouldLeaveOutJoinedPeopleWhoFillNoBatch() throws IOException {
        assertThat(batch(Map.of("yard@north", 9, "yard@links", 3), 3).shares()).isEqualTo(Map.of("yard@north", 1.));
    }

    private static BatchPlan batch(Map<String, Integer> people, int joined) throws IOException {
        LearningSet set = new LearningSet(List.of(), people, joined, 0, 0);
        return AdaptRecipes.of(set, OldSites.none(), "champion", 1, Map.of()).batch();
    }
}
