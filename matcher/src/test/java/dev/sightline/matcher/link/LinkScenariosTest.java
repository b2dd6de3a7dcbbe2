package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Situations in which linking went wrong once. */
class LinkScenariosTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] BERT = Scene.person(1);

    private final LinkedSite site = new LinkedSite();

    @Test
    void shouldKnowTwinsAgainWhenTheyComeTogether() {
        float[] twin = Scene.like(ANNA, 0.97, 0);
        together("north", "n", 0, ANNA, twin);
        assertThat(site.identities).containsEntry("n1", "s/p1").containsEntry("n2", "s/p2");

        together("south", "s", 60, Scene.like(ANNA, 0.9, 3), Scene.like(twin, 0.9, 4));

        assertThat(new TreeSet<>(site.identities.values())).containsExactly("s/p1", "s/p2");
        assertThat(site.identities.get("s1")).isNotEqualTo(site.identities.get("s2"));
    }

    @Test
    void shouldGiveAnIdentityBackToWhoComesIntoThePictureBesideTheOneTakenForIt() {
        site.stay("north", "n1", 0, ANNA);
        Told other = new Told("south", "s1").from(60).until(62).body(Scene.like(ANNA, 0.62, 1), 9);
        site.apply(other.confirmed());
        site.apply(other.until(66).body(Scene.like(ANNA, 0.62, 1), 12).refreshed());
        assertThat(site.identities).as("nobody else was near").containsEntry("s1", "s/p1");

        site.apply(other.until(68.1).body(Scene.like(ANNA, 0.62, 1), 12).refreshed());
        Told anna = new Told("south", "s2").from(67).until(68.2).body(Scene.like(ANNA, 0.95, 2), 9);
        site.apply(anna.confirmed());
        assertThat(site.memory.identity("s/p2").orElseThrow().presences())
                .as("so that nobody merges it away before the next update of s1")
                .singleElement()
                .satisfies(stay -> assertThat(stay.trackletId()).isEqualTo("s1"));
        site.apply(anna.until(70).body(Scene.like(ANNA, 0.95, 2), 14).refreshed());
        site.apply(other.until(71).body(Scene.like(ANNA, 0.62, 1), 20).refreshed());

        assertThat(site.identities).containsEntry("s2", "s/p1").containsEntry("s1", "s/p2");
        IdentityEvent moved = site.only(Type.TYPE_MOVED);
        assertThat(moved.getTrackletId()).isEqualTo("s1");
        assertThat(moved.getOtherIdentityId()).isEqualTo("s/p1");
        assertThat(moved.getIdentityId()).isEqualTo("s/p2");
        assertThat(moved.getEventTimeUs() - 68_200_000).as("within 3 s").isLessThanOrEqualTo(3_000_000);
    }

    @Test
    void shouldFindTheRightOneWhenTheFirstCropsWereOfSomebodyInFront() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("north", "n2", 30, BERT);
        Told bert = new Told("south", "s1").from(60).until(61).body(Scene.like(ANNA, 0.95, 0), 3);
        site.apply(bert.confirmed());
        assertThat(site.identities).as("sure, but of the person in front").containsEntry("s1", "s/p1");

        site.apply(bert.until(64).body(Scene.like(BERT, 0.9, 1), 20).refreshed());

        assertThat(site.identities).containsEntry("s1", "s/p2");
        assertThat(site.memory.identity("s/p1").orElseThrow().exemplars())
                .as("the wrong exemplars went with the link")
                .allMatch(e -> e.trackletId().equals("n1"));
    }

    @Test
    void shouldMergeWhenAFaceShowsLater() {
        float[] face = Scene.person(5);
        site.stay(new Told("north", "n1").from(0).until(2).body(ANNA, 9).face(face, 9));
        Told back = new Told("south", "s1").from(60).until(61).body(BERT, 6);
        site.apply(back.confirmed());
        site.apply(back.until(66).body(BERT, 9).refreshed());
        assertThat(site.identities).as("other clothes").containsEntry("s1", "s/p2");

        site.apply(
                back.until(69).body(BERT, 12).face(Scene.like(face, 0.85, 0), 4).refreshed());

        assertThat(site.identities).containsEntry("s1", "s/p1");
        assertThat(site.only(Type.TYPE_MERGED).getOtherIdentityId()).isEqualTo("s/p2");
        assertThat(site.memory.identityCount()).isEqualTo(1);
    }

    @Test
    void shouldExpectPeopleWhereAndWhenTheyUsedToCome() {
        // Ways of 30 s from north to south, walked by people who are sure.
        for (int i = 0; i < 12; i++) {
            float[] person = Scene.person(i);
            site.stay("north", "n" + i, 200 * i, person);
            site.stay("south", "s" + i, 200 * i + 32, Scene.like(person, 0.9, 0));
        }
        site.stay("north", "nx", 4000, Scene.person(14));
        float[] unlike = Scene.like(Scene.person(14), 0.48, 1);

        site.stay("south", "sx", 4032, unlike);
        site.stay("south", "sy", 4500, Scene.like(Scene.person(14), 0.48, 2));

        assertThat(site.identities.get("sx")).as("when expected").isEqualTo(site.identities.get("nx"));
        assertThat(site.identities.get("sy")).as("at no usual time").isNotEqualTo(site.identities.get("nx"));
        IdentityEvent linked = site.events.stream()
                .filter(e -> e.getTrackletId().equals("sx") && e.getType() == Type.TYPE_LINKED)
                .findFirst()
                .orElseThrow();
        assertThat(linked.getEvidence().getCandidates(0).getTransit()).isPositive();
        assertThat(linked.getEvidence().getSummary()).contains("by place and time: north, 30 s ago");
    }

    @Test
    void shouldLinkAtOnceWhereTwoCamerasSeeOnePlace() {
        for (int i = 0; i < 12; i++) {
            both("n" + i, "s" + i, 200 * i, Scene.person(i), 0.9);
        }

        both("nx", "sx", 4000, Scene.person(14), 0.56);

        IdentityEvent linked = site.first(Type.TYPE_LINKED, "sx");
        assertThat(linked.getIdentityId()).isEqualTo(site.identities.get("nx"));
        assertThat(linked.getEventTimeUs()).as("while both see the person").isLessThan(4004_000_000L);
        assertThat(linked.getEvidence().getCandidates(0).getTransit()).isPositive();
    }

    @Test
    void shouldFindOutLaterWhoSomebodyWasOnceTheWaysAreKnown() {
        crowdInTheEast();
        site.stay("north", "nx", 100, Scene.person(14));
        site.stay("south", "sx", 132, Scene.like(Scene.person(14), 0.53, 1));
        assertThat(site.identities.get("sx"))
                .as("one of many, and nobody knows yet how long people need")
                .isNotEqualTo(site.identities.get("nx"));

        for (int i = 0; i < 14; i++) {
            site.stay("north", "n" + i, 60 * i + 140, Scene.person(i));
            site.stay("south", "s" + i, 60 * i + 172, Scene.like(Scene.person(i), 0.9, 0));
        }

        assertThat(site.identities.get("sx")).isEqualTo(site.identities.get("nx"));
        IdentityEvent merged = site.only(Type.TYPE_MERGED);
        assertThat(merged.getEvidence().getSummary()).contains("by place and time");
        assertThat(merged.getIdentityId()).as("the older one stays").isEqualTo(site.identities.get("nx"));
        assertThat(site.memory.identity(merged.getOtherIdentityId())).isEmpty();
    }

    @Test
    void shouldMoveSomebodyLaterWhoIsRatherAnother() {
        site.stay("north", "n1", 0, ANNA);
        float[] between = Scene.like(ANNA, 0.6, 1);
        site.stay("south", "s1", 60, between);
        assertThat(site.identities).as("nobody else was near").containsEntry("s1", "s/p1");

        site.stay("west", "w1", 90, Scene.like(between, 0.97, 2));
        site.stay("west", "w2", 900, Scene.person(9));

        assertThat(site.identities.get("s1")).isEqualTo(site.identities.get("w1"));
    }

    @Test
    void shouldLookAtEverybodyOnceMoreWhenTheFootageEnds() {
        crowdInTheEast();
        site.stay("north", "nx", 100, Scene.person(14));
        site.stay("south", "sx", 132, Scene.like(Scene.person(14), 0.53, 1));
        for (int i = 0; i < 14; i++) {
            site.stay("north", "n" + i, 100.1 + 0.1 * i, Scene.person(i));
            site.stay("south", "s" + i, 134.1 + 0.1 * i, Scene.like(Scene.person(i), 0.9, 0));
        }
        assertThat(site.identities.get("sx")).isNotEqualTo(site.identities.get("nx"));

        site.apply(TrackerFrame.newBuilder()
                .setCameraId("south")
                .setSiteId("s")
                .setCaptureTimeUs(140_000_000)
                .setEndOfStream(true)
                .build());

        assertThat(site.identities.get("sx")).isEqualTo(site.identities.get("nx"));
    }

    @Test
    void shouldTellStrangersApartWhereEverybodyLooksAlike() {
        for (int i = 0; i < 25; i++) {
            site.stay("north", "n" + i, 20 * i, uniformed(i));
        }
        assertThat(site.memory.identityCount()).isEqualTo(25);
        float[] stranger = Scene.like(uniformed(0), 0.58, 3);

        site.stay("south", "sx", 2000, stranger);
        site.stay("south", "s4", 2030, Scene.like(uniformed(4), 0.95, 2));

        assertThat(site.identities.get("sx"))
                .as("by the calibration one stranger in three thousand is as near")
                .isEqualTo("s/p26");
        assertThat(site.identities.get("s4")).isEqualTo(site.identities.get("n4"));
        IdentityEvent created = site.events.stream()
                .filter(e -> e.getTrackletId().equals("sx") && e.getType() == Type.TYPE_CREATED)
                .findFirst()
                .orElseThrow();
        assertThat(created.getEvidence().getComparisons(0).getSiteCorrection()).isPositive();
    }

    @Test
    void shouldSplitAnIdentityThatGrewFromOnePersonToAnother() {
        float[] between = Scene.like(ANNA, 0.62, 1);
        float[] beyond = new float[between.length];
        for (int i = 0; i < beyond.length; i++) { // At .62 from the one between, at .05 from Anna.
            beyond[i] = (i == 0 ? 0.05f : between[i] * 0.75f) + BERT[i] * 0.66f;
        }
        site.stay("north", "n1", 0, ANNA);
        site.stay("north", "n2", 10, Scene.like(ANNA, 0.97, 4));
        site.stay("south", "s1", 20, between);
        site.stay("west", "w1", 40, beyond);
        site.stay("west", "w2", 50, Scene.like(beyond, 0.97, 5));
        assertThat(site.identities.values())
                .as("each is like one of those before")
                .containsOnly("s/p1");

        site.stay("east", "e1", 400, Scene.person(9));

        assertThat(site.identities.get("n2")).isEqualTo(site.identities.get("n1"));
        assertThat(site.identities.get("w2"))
                .isEqualTo(site.identities.get("w1"))
                .isNotEqualTo(site.identities.get("n1"));
        assertThat(site.events.stream()
                        .filter(e -> e.getType() == Type.TYPE_MOVED)
                        .map(e -> e.getEvidence().getSummary()))
                .anyMatch(summary -> summary.startsWith("the stays of s/p1 fall apart"));
    }

    @Test
    void shouldNotChainPeopleOfWhomEachIsCloseToTheLast() {
        float[] look = ANNA;
        for (int i = 0; i < 6; i++) {
            site.stay(i % 2 == 0 ? "north" : "south", "t" + i, 30 * i, look);
            look = Scene.like(look, 0.62, i);
        }

        site.stay("east", "e1", 500, Scene.person(9));

        for (int i = 0; i < 6; i++) {
            for (int j = i + 2; j < 6; j++) {
                assertThat(site.identities.get("t" + j))
                        .as("%d is close to %d only by those between", j, i)
                        .isNotEqualTo(site.identities.get("t" + i));
            }
        }
    }

    /** Two of them are at cosine .4. */
    private static float[] uniformed(int person) {
        float[] look = new float[ANNA.length];
        look[person] = (float) Math.sqrt(0.6);
        look[look.length - 1] = (float) Math.sqrt(0.4);
        return look;
    }

    private void crowdInTheEast() {
        for (int i = 15; i < 29; i++) {
            site.stay("east", "e" + i, i, Scene.person(i));
            site.stay("east", "o" + i, i + 30, Scene.like(Scene.person(i), -1, 0));
        }
    }

    /** Somebody in front of both cameras, seen by the second half a second later. */
    private void both(String north, String south, double from, float[] look, double cosine) {
        Told first = new Told("north", north).from(from).until(from + 1).body(look, 9);
        Told second =
                new Told("south", south).from(from + 0.5).until(from + 1.5).body(Scene.like(look, cosine, 0), 9);
        site.apply(first.confirmed());
        site.apply(second.confirmed());
        site.apply(first.until(from + 2).body(look, 12).refreshed());
        site.apply(
                second.until(from + 2.5).body(Scene.like(look, cosine, 0), 12).refreshed());
        site.apply(first.until(from + 4).closed());
        site.apply(second.until(from + 4.5).closed());
    }

    private void together(String camera, String name, double from, float[] one, float[] two) {
        Told first = new Told(camera, name + 1).from(from).until(from + 1).body(one, 4);
        Told second = new Told(camera, name + 2).from(from).until(from + 1.1).body(two, 4);
        site.apply(first.confirmed());
        site.apply(second.confirmed());
        site.apply(first.until(from + 6).body(one, 9).refreshed());
        site.apply(second.until(from + 6.1).body(two, 9).refreshed());
        site.apply(first.until(from + 8).body(one, 12).closed());
        site.apply(second.until(from + 8.1).body(two, 12).closed());
    }
}
