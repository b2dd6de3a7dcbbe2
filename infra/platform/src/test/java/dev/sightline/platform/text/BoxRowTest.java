package dev.sightline.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoxRowTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3,7,1,2.5,30,40,0.5,-1,-1,-1\n",
                "\ufeff3.0,7.0,1,2.5,30,40,.5\r\n",
                "frame,id,x,y,w,h,score\n3,7,1,2.5,30,40,0.5\n",
                "Confidence,Frame,track_id,bb_left,bb_top,Width,Height,class\n0.5,3,7,1,2.5,30,40,person\n"
            })
    void shouldReadOneBoxOfOneCamera(String text) throws IOException {
        assertThat(shown(text)).containsExactly("/3/7/1.0/2.5/30.0/40.0/OptionalDouble[0.5]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camera,identity,frame,x,y,w,h,score\nhall,site/1,3,1,2,30,40,0.5\n",
                "hall,site/1,3,1,2,30,40,0.5\n",
                "frame,camera,id,x,y,w,h,score,tracklet\n3,hall,site/1,1,2,30,40,0.5,t1\n"
            })
    void shouldReadOneBoxOfANamedCamera(String text) throws IOException {
        assertThat(shown(text)).containsExactly("hall/3/site/1/1.0/2.0/30.0/40.0/OptionalDouble[0.5]");
    }

    @Test
    void shouldTakeMinusOneAndNothingAsNoScore() throws IOException {
        assertThat(shown("1,-1,1,2,3,4,-1\n1,-1,1,2,3,4\n1,-1,1,2,3,4,-1.00\n1,0,1,2,3,4,-0.5\n"))
                .extracting(line -> line.replaceAll(".*/", ""))
                .containsExactly(
                        "OptionalDouble.empty", "OptionalDouble.empty", "OptionalDouble.empty", "OptionalDouble[-0.5]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,1,1,2,3,4|1: frame is '0'; allowed: a whole number from 1; in a file that counts frames from 0, add 1",
                "-3,1,1,2,3,4|1: frame is '-3'; allowed: a whole number from 1",
                "1.5,1,1,2,3,4|1: frame is '1.5'; allowed: a whole number from 1",
                "NaN,1,1,2,3,4|1: frame is 'NaN'; allowed: a whole number from 1",
                "1,-2,1,2,3,4|1: identity is '-2'; allowed: a whole number from -1",
                "1,1,1e9,2,3,4|1: x is '1e9'; allowed: a number, -1000000 to 1000000",
                "1,1,1,Infinity,3,4|1: y is 'Infinity'; allowed: a number",
                "1,1,1,2,-3,4|1: w is '-3'; allowed: a number, 0 to 1000000",
                "1,1,1,2,3,four|1: h is 'four'; allowed: a number",
                "1,1,1,2,3,4,high|1: score is 'high'; allowed: a number",
                "1,1,1,2,3|1: 5 fields; at least 6 are needed",
                "l,1,1,2,3,4,1\\n2,1,1,2,3,4,1|2: camera is '2'; allowed: the name of a camera, as in the first line",
                "camera,frame,x,y,w,h|1: the header is 'camera,frame,x,y,w,h'; needed: frame, identity (or id, track_id), x",
            })
    void shouldNameLineColumnAndValue(String text, String message) throws IOException {
        assertThatThrownBy(() -> shown(text.replace("\\n", "\n")))
                .isInstanceOf(TextException.class)
                .hasMessageStartingWith(folder.resolve("boxes.txt") + ":" + message);
    }

    private List<String> shown(String text) throws IOException {
        List<String> all = new ArrayList<>();
        BoxRow.forEach(
                Files.writeString(folder.resolve("boxes.txt"), text),
                b -> all.add(String.join(
                        "/",
                        b.camera(),
                        Long.toString(b.frame()),
                        b.identity(),
                        Double.toString(b.x()),
                        Double.toString(b.y()),
                        Double.toString(b.width()),
                        Double.toString(b.height()),
                        b.score().toString())));
        return all;
    }
}
