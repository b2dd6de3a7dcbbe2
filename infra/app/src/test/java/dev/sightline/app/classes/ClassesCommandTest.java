package dev.sightline.app.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.words.PersonClass;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesCommandTest {
    private static final PersonClass COURIER = new PersonClass(
            "courier",
            "3 crops",
            UnitVector.normalize("person-test@1", new float[] {.6f, .8f}, 1),
            .1,
            .25,
            new AnswerOdds(1.5, -1.125));

    @TempDir
    private Path folder;

    @Test
    void shouldKeepAClassAsItWas() throws IOException {
        ClassFolder classes = new ClassFolder(folder);
        classes.add(COURIER);

        assertThat(classes.all()).containsExactly(COURIER);
        assertThat(classes.get("Courier")).isEqualTo(COURIER);
        assertThatThrownBy(() -> classes.add(COURIER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("already");
    }

    @Test
    void shouldNameTheFileThatIsDamaged() throws IOException {
        Files.createDirectories(folder.resolve("classes"));
        Files.writeString(folder.resolve("classes/courier.json"), "{\"name\": \"courier\"}");

        assertThatThrownBy(() -> new ClassFolder(folder).all())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("courier.json is no class");
    }

    @Test
    void shouldListShowAndRemove() throws IOException {
        new ClassFolder(folder).add(COURIER);

        CommandRun list = run("classes", "list");
        CommandRun show = run("classes", "show", "courier");
        CommandRun removed = run("classes", "remove", "courier");
        CommandRun again = run("classes", "remove", "courier");

        assertThat(list.out()).contains("courier").contains("3 crops");
        assertThat(show.out()).contains("0.75");
        assertThat(removed.status()).isEqualTo(ExitStatus.DONE);
        assertThat(again.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(again.err()).contains("there is no class 'courier'").contains("classes add");
    }

    @Test
    void shouldSayWhatAClassNeeds() {
        CommandRun nothing = run("classes", "add", "courier");
        CommandRun none = run("classes", "apply", "--crops", folder.toString());
        CommandRun chance = run("classes", "apply", "--crops", folder.toString(), "--some", "1");
        CommandRun nowhere = run("classes", "apply");
        CommandRun unreasoned = run("classes", "apply", "--recorded");

        assertThat(nothing.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(nothing.err()).contains("either --crops DIR or --describe WORDS");
        assertThat(none.err()).contains("there are no classes yet");
        assertThat(chance.err()).contains("--some is 1.0");
        assertThat(nowhere.err()).contains("either --crops DIR or --recorded");
        assertThat(unreasoned.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(unreasoned.err()).contains("say why with --reason");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.with(Map.of("data.folder", folder.toString()), arguments);
    }
}
