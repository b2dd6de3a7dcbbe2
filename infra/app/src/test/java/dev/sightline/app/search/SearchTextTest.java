package dev.sightline.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.console.api.SearchDesk.SearchReply;
import dev.sightline.console.api.SearchDesk.UnansweredPart;
import dev.sightline.platform.problem.Problem;
import dev.sightline.store.search.Unanswered.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SearchTextTest {
    @Test
    void shouldNoteAProblemForEachPartThatWasNotSearched() {
        SearchReply reply = reply(
                new UnansweredPart("node3:9191", List.of(3, 7), "silent"),
                new UnansweredPart("node4:9191", List.of(1), "refused"),
                new UnansweredPart("node5:9191", List.of(2), "building"),
                new UnansweredPart("", List.of(5), "nobody"));

        List<Problem> problems = SearchText.problems(reply);

        assertThat(problems)
                .extracting(Problem::where)
                .containsExactly("node3:9191", "node4:9191", "node5:9191", "partitions 5");
        assertThat(problems).allMatch(problem -> problem.kind().equals("not-searched"));
        assertThat(problems.get(0).what()).contains("did not answer in time", "3, 7");
        assertThat(problems.get(1).advice()).contains("same search.key");
        assertThat(problems.get(2).what()).contains("still being built");
        assertThat(problems.get(3).advice()).contains("start 'sightline run'");
        assertThat(SearchText.problems(reply())).isEmpty();
    }

    @Test
    void shouldKnowEveryReason() {
        List<String> said = Arrays.stream(Reason.values())
                .map(why -> SearchText.problems(reply(new UnansweredPart(
                                "node3:9191", List.of(3), why.name().toLowerCase(Locale.ROOT))))
                        .get(0)
                        .what())
                .toList();

        assertThat(said).doesNotHaveDuplicates();
    }

    @Test
    void shouldCallNothingCertainAndNothingImpossible() {
        assertThat(SearchText.percent(.9999)).isEqualTo("> 99%");
        assertThat(SearchText.percent(.37)).isEqualTo("37%");
        assertThat(SearchText.percent(.0001)).isEqualTo("< 1%");
    }

    private static SearchReply reply(UnansweredPart... parts) {
        return new SearchReply(List.of(), true, 1, 10, 3, List.of(), List.of(), List.of(parts));
    }
}
