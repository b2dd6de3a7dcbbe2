package dev.sightline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command would not look at is refused before anything begins, with what to do. */
class IgnoredOptionsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train --recipe person-finetune --from-labels --from-self-labels --data mall=crops --out o | leave --from-self-labels out and say with --self-labels",
                "train --recipe person-finetune --data mall=crops --play-tracklets --out o | --play-tracklets makes tracklets",
                "train --recipe person-finetune --from-labels --from-self-labels --play-tracklets --out o | --play-tracklets makes",
                "train --recipe person-finetune --data mall=crops --self-labels time --out o | --self-labels says what",
                "train --recipe person-finetune --from person-sightline --change network.width=96 --data m=c --out o | leave it out, or give --change network.rebuild=true",
                "dataset snapshot --data mall=crops --play-tracklets --out o | --play-tracklets makes tracklets of --data",
                "dataset snapshot --data mall=crops --faces --out o | --faces chooses among recorded crops; give --from-labels",
                "adapt --site lobby --pairs pairs.csv | --pairs, --links and --play-tracklets say more of tracklets in files",
                "adapt --scheduled --site lobby --change epochs=3 | as the settings say (adapt.*); leave out --site, --change",
                "adapt --data lobby=crops --offer | leave it out with --data, which registers nothing",
                "adapt --site lobby --offer --no-promote | leave it out with --no-promote, which registers nothing"
            })
    void shouldRefuseWhatItWouldNotLookAt(String words, String said) {
        CommandRun run = CommandRun.with(
                Map.of("data.folder", folder.resolve("data").toString()),
                words.strip().split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(said);
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
