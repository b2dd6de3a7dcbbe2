package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.platform.problem.Problems;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.erasure.ErasedKeys;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasedCropsTest {
    @TempDir
    private Path data;

    private ErasedCrops erased;
    private final Problems problems = new Problems();

    @BeforeEach
    void settings() {
        erased = new ErasedCrops(SettingsLoader.load(
                SightlineSettings.class, Optional.empty(), Map.of(), Map.of("data.folder", data.toString())));
    }

    @Test
    void shouldLeaveOutCropsOfPeopleWhoWereErased() throws IOException {
        Snapshot whole = snapshot("a1", "a2", "b1");
        erase("a1", "a2");

        Snapshot left = erased.leaveOut(whole, problems);

        assertThat(left.identities()).containsExactly("hall/b");
        assertThat(left.constraints().apart()).isEmpty();
        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo("erased-left-out");
            assertThat(problem.count()).isEqualTo(2);
        });
    }

    @Test
    void shouldLeaveADataSetOfOthersAsItIs() throws IOException {
        Snapshot whole = snapshot("a1", "b1");
        assertThat(erased.leaveOut(whole, problems)).isSameAs(whole);
        erase("c1");

        assertThat(erased.leaveOut(whole, problems)).isSameAs(whole);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseADataSetOfNobodyElse() throws IOException {
        erase("a1");

        assertThatThrownBy(() -> erased.leaveOut(snapshot("a1"), problems))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("delete it");
    }

    private void erase(String... crops) throws IOException {
        Path folder = Files.createDirectories(data.resolve("erasures"));
        String keys = String.join(
                "\",\"",
                java.util.Arrays.stream(crops)
                        .map(crop -> ErasedKeys.ofCrop(sha256(crop)))
                        .toList());
        Files.writeString(
                folder.resolve("e1.json"),
                "{\"receipt\":{\"erasureId\":\"e1\",\"site\":\"hall\",\"identity\":\"hall/p1\",\"identities\":[],\"parts\":[]},"
                        + "\"keys\":[\"" + keys + "\"]}");
    }

    private static Snapshot snapshot(String... crops) {
        List<Crop> all = java.util.Arrays.stream(crops)
                .map(name -> new Crop(
                        Path.of(name),
                        "crop:" + name,
                        sha256(name),
                        "hall/" + name.charAt(0),
                        "north",
                        "hall",
                        "",
                        Optional.empty()))
                .toList();
        boolean two = all.stream().map(Crop::identity).distinct().count() > 1;
        Constraints constraints =
                Constraints.only(Set.of("hall"), two ? Set.of(Constraints.Apart.of("hall/a", "hall/b")) : Set.of());
        return Snapshot.of("recorded", all, constraints, List.of());
    }

    private static String sha256(String name) {
        return Checksum.of(name.getBytes(StandardCharsets.UTF_8));
    }
}
