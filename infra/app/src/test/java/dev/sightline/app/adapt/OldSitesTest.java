package dev.sightline.app.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.drawn.DrawnPeople;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.TrainedPeople;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldSitesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLetOnlyPeopleJudgeWhomTheModelDoesNotKnow() throws IOException {
        OldSites old = read("mall:001,mall:002", Set.of("mall/001"));

        assertThat(old.test().get("mall")).extracting(LabeledCrop::identity).containsOnly("mall/002");
        assertThat(old.training())
                .extracting(Crop::identity)
                .contains("mall/001")
                .doesNotContain("mall/002");
        assertThat(old.byHeart()).containsExactly("mall/001");
        assertThat(old.unjudged()).isEmpty();
    }

    @Test
    void shouldSayWhereNobodyIsLeftToJudge() throws IOException {
        OldSites old = read("mall:001,mall:002", Set.of("mall/001", "mall/002"));

        assertThat(old.test()).isEmpty();
        assertThat(old.unjudged()).containsExactly("mall");
    }

    @Test
    void shouldTakeThoseNamedWhereNothingSaysWhoTrained() throws IOException {
        OldSites old = OldSites.read(List.of("mall=" + drawn()), "mall:001,mall:002", 1, Optional.empty());

        assertThat(old.test().get("mall")).extracting(LabeledCrop::identity).contains("mall/001", "mall/002");
        assertThat(old.byHeart()).isEmpty();
    }

    private OldSites read(String heldBack, Set<String> trained) throws IOException {
        return OldSites.read(List.of("mall=" + drawn()), heldBack, 1, Optional.of(new TrainedPeople(trained)));
    }

    private Path drawn() throws IOException {
        return new DrawnPeople(7, 125).list(folder.resolve("mall"), 6, 2);
    }
}
