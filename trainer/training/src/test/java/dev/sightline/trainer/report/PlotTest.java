package dev.sightline.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PlotTest {

    @Test
    void shouldDrawAWholeDocument() throws Exception {
        Plot plot = new Plot(
                "Loss <of & \"all\">",
                Axis.fitting("step"),
                Axis.fitting(""),
                List.of(
                        new Curve("id", new double[] {0, 10, 20}, new double[] {6, 3, 2}),
                        new Curve("triplet & co", new double[] {0, 10, 20}, new double[] {.7, Double.NaN, .2})));

        Document document = parse(plot.svg());

        assertThat(document.getDocumentElement().getTextContent()).contains("Loss <of & \"all\">", "triplet & co");
        List<String> paths = paths(document);
        assertThat(paths.get(1).chars().filter(c -> c == 'L')).as("one line").hasSize(2);
        assertThat(paths.get(2).chars().filter(c -> c == 'M')).as("a gap").hasSize(2);
    }

    @Test
    void shouldKeepEveryPointInsideTheFrame() throws Exception {
        Plot plot = new Plot(
                "ROC",
                Axis.logarithmic("far", 1e-4, 1),
                Axis.share("tar"),
                List.of(new Curve("a", new double[] {0, 1e-6, 1e-4, 1}, new double[] {.5, -3, 0, 7})));

        List<String> paths = paths(parse(plot.svg()));

        // 0 has no logarithm and is not drawn; what is outside is drawn on the frame.
        assertThat(paths.get(1)).isEqualTo("M64.0 274.0L64.0 274.0L544.0 34.0");
    }

    @Test
    void shouldChooseRoundTicks() {
        Axis axis = Axis.fitting("x").fitted(DoubleStream.of(.13, 6.7));
        Axis rates = Axis.logarithmic("x", 1e-3, 1).fitted(DoubleStream.empty());
        Axis flat = Axis.fitting("x").fitted(DoubleStream.of(3e-4, 3e-4));

        assertThat(axis.ticks()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
        assertThat(axis.shown(2)).isEqualTo("2");
        assertThat(rates.ticks().stream().map(rates::shown)).containsExactly("1e-3", "0.01", "0.1", "1");
        assertThat(flat.low()).isLessThan(3e-4);
        assertThat(flat.high()).isGreaterThan(3e-4);
        assertThat(flat.place(3e-4)).isCloseTo(.5, within(1e-9));
        assertThat(flat.shown(2e-4)).isEqualTo("2e-4");
        assertThat(new Axis("", false, 0, 2e-3).shown(1e-3)).isEqualTo("1e-3");
        assertThat(new Axis("", false, 0, Double.NaN)
                        .fitted(DoubleStream.of(3.5e-4))
                        .low())
                .isZero();
    }

    @Test
    void shouldThinALongRunToItsMeans() {
        double[] x = IntStream.range(0, 10_000).asDoubleStream().toArray();
        Curve thin = new Curve("loss", x, x).thinned(100);

        assertThat(thin.x()).hasSize(100);
        assertThat(thin.y()[0]).isCloseTo(49.5, within(1e-9));
        assertThat(thin.y()[99]).isCloseTo(9_949.5, within(1e-9));
        assertThatThrownBy(() -> new Curve("loss", x, new double[1])).hasMessageContaining("'loss' has 10000 places");
    }

    static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> paths(Document document) {
        var found = document.getElementsByTagName("path");
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> ((Element) found.item(i)).getAttribute("d"))
                .toList();
    }
}
