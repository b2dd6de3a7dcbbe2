package dev.sightline.trainer.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributeFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadTagsOfPicturesAndOfPeople() throws IOException {
        Path pictures = Files.writeString(
                folder.resolve("a.csv"),
                "path,set,person,camera,attributes\nviper/000_1_45.jpg,VIPeR,000,,upperBodyRed carryingBackpack\n");
        Path people =
                Files.writeString(folder.resolve("b.csv"), "person,attributes\r\n0246,hairBlack  personalMale\r\n");

        assertThat(AttributeFile.read(pictures, ""))
                .containsExactly(new Tagged("viper/000", "000_1_45.jpg", Set.of("upperBodyRed", "carryingBackpack")));
        assertThat(AttributeFile.read(people, "cuhk03"))
                .containsExactly(new Tagged("cuhk03/0246", "", Set.of("hairBlack", "personalMale")));
    }

    @Test
    void shouldAskForTheSiteThatIsNotSaid() throws IOException {
        Path people = Files.writeString(folder.resolve("b.csv"), "person,attributes\n0246,hairBlack\n");

        assertThatThrownBy(() -> AttributeFile.read(people, ""))
                .hasMessageContaining("b.csv:2")
                .hasMessageContaining("SITE=FILE");
    }
}
