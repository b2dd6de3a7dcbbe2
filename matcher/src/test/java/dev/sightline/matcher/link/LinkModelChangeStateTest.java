package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Changes of models at any time, from any restored state. */
class LinkModelChangeStateTest {
    private final Scales scales = new Scales(ModelChange.calibrations());

    @Test
    void shouldGoOnFromAnyRestoredStateAndNeverCompareAcrossModels() {
        for (long seed = 1; seed <= 20; seed++) {
            List<SiteInput> inputs = changing(new Random(seed));
            SiteMemory whole = new SiteMemory("s");
            Linker undisturbed = linker(whole);
            Map<String, byte[]> store = new TreeMap<>();
            for (SiteInput input : inputs) {
                SiteMemory restored = LinkedSite.restored(store);
                Linker restarted = linker(restored);
                if (input.hasRedescription()) {
                    assertThat(restarted.describe(input.getRedescription()))
                            .isEqualTo(undisturbed.describe(input.getRedescription()));
                } else {
                    assertThat(restarted.apply(input.getFrame()))
                            .as("seed %d", seed)
                            .isEqualTo(undisturbed.apply(input.getFrame()));
                }
                LinkedSite.drain(restored, store);
            }
            Map<String, byte[]> all = new TreeMap<>();
            LinkedSite.drain(whole, all);
            assertThat(store.keySet()).as("seed %d", seed).isEqualTo(all.keySet());
            all.forEach((key, bytes) -> assertThat(store.get(key)).isEqualTo(bytes));
        }
    }

    /** Comings and goings over promotions and rollbacks at random times, with gaps, late frames and late descriptions. */
    private static List<SiteInput> changing(Random random) {
        List<SiteInput> inputs = new ArrayList<>();
        String serving = ModelChange.OLD;
        String next = "";
        for (int i = 0; i < 80; i++) {
            if (random.nextInt(8) == 0) {
                if (next.isEmpty() && random.nextInt(5) > 0) {
                    next = serving.equals(ModelChange.OLD) ? ModelChange.NEW : ModelChange.OLD;
                } else {
                    serving = next.isEmpty() ? "stray@" + random.nextInt(2) : next;
                    next = "";
                }
            }
            double from = random.nextInt(10) == 0 ? Math.max(0, i - 30) : i;
            float[] look =
                    Scene.like(Scene.person(random.nextInt(8)), 0.6 + random.nextDouble() * 0.4, random.nextInt(8));
            Told told = new Told("c" + i % 3, "t" + i).from(from);
            for (int step = 1; step <= 3; step++) {
                told.until(from + step)
                        .looks(Modality.MODALITY_PERSON, serving, ModelChange.in(serving, look), 4 * step);
                told.by(serving, next);
                if (!next.isEmpty() && random.nextInt(4) > 0) {
                    told.next(next, ModelChange.in(next, look), 2 * step);
                }
                TrackerFrame frame = step == 1 ? told.confirmed() : step == 2 ? told.refreshed() : told.closed();
                inputs.add(SiteInput.newBuilder().setFrame(frame).build());
            }
            if (!next.isEmpty() && random.nextBoolean()) {
                int whose = random.nextInt(i + 1);
                inputs.add(SiteInput.newBuilder()
                        .setRedescription(ModelChange.redescription(next, "t" + whose, whose + 3, look))
                        .build());
            }
        }
        return inputs;
    }

    private Linker linker(SiteMemory of) {
        return new Linker(LinkPolicy.defaults(), scales, of);
    }
}
