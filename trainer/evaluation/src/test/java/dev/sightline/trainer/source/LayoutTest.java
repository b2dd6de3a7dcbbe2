package dev.sightline.trainer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.source.Layout.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void shouldReadMarketNames() {
        assertThat(Layout.MARKET1501.read("bounding_box_train/0002_c1s1_000451_03.jpg"))
                .contains(Labels.of("0002", "1"));
        assertThat(Layout.MARKET1501.read("1501_c6s4_001902_01.jpg.jpg")).contains(Labels.of("1501", "6"));
        assertThat(Layout.MARKET1501.read("0000_c3s2_000001_00.jpg")).contains(Labels.of(Label.DISTRACTOR, "3"));
        assertThat(Layout.MARKET1501.read("-1_c3s2_000001_00.jpg").orElseThrow().leftOut())
                .contains("junk (identity -1)");
        assertThat(Layout.MARKET1501.read("0002_c1_000451.jpg")).isEmpty();
    }

    @Test
    void shouldReadCuhkNames() {
        assertThat(Layout.CUHK03.read("0641_04.jpg")).contains(Labels.of("0641", "1"));
        assertThat(Layout.CUHK03.read("0641_05.jpg")).contains(Labels.of("0641", "2"));
        assertThat(Layout.CUHK03.read("0641_10.jpg")).isEmpty();
        assertThat(Layout.CUHK01.read("0001002.jpg")).contains(Labels.of("0001", "1"));
        assertThat(Layout.CUHK01.read("0001003.png")).contains(Labels.of("0001", "2"));
        assertThat(Layout.CUHK01.read("0001005.png")).isEmpty();
    }

    @Test
    void shouldReadFoldersOfPeople() {
        assertThat(Layout.PKU.read("009/02_5.png")).contains(Labels.of("009", "2"));
        assertThat(Layout.PKU.read("02_5.png")).isEmpty();
        assertThat(Layout.ILIDS.read("cam2/person001/cam2_person001_00955.jpg"))
                .contains(new Labels(
                        "person001", "2", "person001", Optional.of(Instant.ofEpochMilli(38_200)), Optional.empty()));
    }

    @Test
    void shouldReadPeopleAndCamerasOfFurtherSets() {
        assertThat(Layout.VIPER.read("012_1_045.jpg")).contains(Labels.of("012", "1"));
        assertThat(Layout.CAVIAR.read("0001_2_013.jpg")).contains(Labels.of("0001", "2"));
        assertThat(Layout.PRID.read("0200_a.jpg")).contains(Labels.of("0200", "a"));
        assertThat(Layout.PRID.read("single_shot/cam_b/person_0200.png")).contains(Labels.of("0200", "b"));
        assertThat(Layout.THREE_DPES.read("166_B_FRAME.jpg")).contains(Labels.of("166", "B"));
        assertThat(Layout.THREE_DPES.read("100_4_185.jpg")).contains(Labels.of("100", "4"));
        assertThat(Layout.MSMT17.read("0012/0012_003_05_0303morning_0015_0_ex.jpg"))
                .contains(Labels.of("0012", "05"));
        assertThat(Layout.LFW.read("Ada_Lovelace/Ada_Lovelace_0001.jpg")).contains(Labels.of("Ada_Lovelace", "1"));
        assertThat(Layout.FOLDERS.read("crops/anna/IMG 7.jpeg")).contains(Labels.of("anna", "1"));
    }

    @Test
    void shouldReadStays() {
        assertThat(Layout.TOWNCENTRE.read("17_1_402.jpg").orElseThrow().tracklet())
                .isEqualTo("17");
        Labels mars = Layout.MARS.read("0001/0001C2T0003F004.jpg").orElseThrow();
        assertThat(mars)
                .extracting(Labels::person, Labels::camera, Labels::tracklet)
                .containsExactly("0001", "2", "0001C2T0003");
        assertThat(Layout.MARS.read("0000C1T0001F001.jpg").orElseThrow().person())
                .isEqualTo(Label.DISTRACTOR);
        assertThat(Layout.MARS.read("00-1C1T0001F001.jpg").orElseThrow().leftOut())
                .isPresent();
    }

    @Test
    void shouldTellSimilarNamesApart() {
        assertThat(Layout.of(List.of("000_1_45.jpg", "000_2_90.jpg"))).contains(Layout.VIPER);
        assertThat(Layout.of(List.of("0001_1_001.jpg", "0001_2_011.jpg"))).contains(Layout.CAVIAR);
        assertThat(Layout.of(List.of("0_1_8.jpg", "100_1_1726.jpg"))).contains(Layout.TOWNCENTRE);
        assertThat(Layout.of(List.of("100_3_26.jpg", "102_23_12.jpg", "166_B_FRAME.jpg")))
                .contains(Layout.THREE_DPES);
        assertThat(Layout.of(List.of("Ada_L/Ada_L_0001.jpg", "Bo/Bo_0002.jpg"))).contains(Layout.LFW);
        assertThat(Layout.of(List.of("anna/1.jpg", "ben/2.jpg"))).isEmpty();
        assertThat(Layout.named("3DPeS")).isEqualTo(Layout.THREE_DPES);
    }

    @Test
    void shouldTellTheLayoutFromTheNames() {
        assertThat(Layout.of(List.of("0000_00.jpg", "0001_07.jpg"))).contains(Layout.CUHK03);
        assertThat(Layout.of(List.of("0001001.jpg"))).contains(Layout.CUHK01);
        assertThat(Layout.of(List.of("001/01_1.png", "001/02_8.png"))).contains(Layout.PKU);
        assertThat(Layout.of(List.of("cam1/person001/00001.png"))).contains(Layout.ILIDS);
        assertThat(Layout.of(List.of("-1_c3s2_000001_00.jpg"))).contains(Layout.MARKET1501);
        assertThat(Layout.of(List.of("0001001.jpg", "holiday.jpg"))).isEmpty();
        assertThat(Layout.of(List.of())).isEmpty();
    }

    @Test
    void shouldNameTheFormatsItKnows() {
        assertThat(Layout.named("Market1501")).isEqualTo(Layout.MARKET1501);
        assertThatThrownBy(() -> Layout.named("imagenet"))
                .hasMessage(
                        "format 'imagenet' is unknown; allowed: market1501, cuhk03, cuhk01, pku, ilids, mars, msmt17, prid, "
                                + "viper, caviar, towncentre, 3dpes, lfw, folders");
    }
}
