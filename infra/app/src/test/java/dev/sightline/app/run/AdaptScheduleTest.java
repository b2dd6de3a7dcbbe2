package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptScheduleTest {
    private static final Duration SOON = Duration.ofMillis(5);

    @TempDir
    private Path folder;

    @Test
    void shouldSayWhatWentWrongUntilItGoesWell() {
        Queue<Optional<String>> outcomes = new ArrayDeque<>(List.of(Optional.of("the links do not hold")));
        AtomicBoolean goesWell = new AtomicBoolean();
        try (AdaptSchedule schedule = new AdaptSchedule(SOON, () -> {
            Optional<String> first = Optional.ofNullable(outcomes.poll()).flatMap(o -> o);
            return goesWell.get() ? Optional.empty() : first.or(() -> Optional.of("the links do not hold"));
        })) {
            assertThat(schedule.degraded()).isEmpty();

            schedule.start();

            await().until(() -> schedule.degraded().isPresent());
            assertThat(schedule.degraded()).contains("the links do not hold");
            goesWell.set(true);
            await().until(() -> schedule.degraded().isEmpty());
        }
    }

    @Test
    void shouldGoOnAfterAFailure() {
        AtomicInteger times = new AtomicInteger();
        try (AdaptSchedule schedule = new AdaptSchedule(SOON, () -> {
            if (times.incrementAndGet() < 3) {
                throw new IllegalStateException("no database");
            }
            return Optional.empty();
        })) {
            schedule.start();

            await().until(() -> times.get() >= 3 && schedule.degraded().isEmpty());
        }
    }

    @Test
    void shouldStopAJobAtWork() {
        CountDownLatch began = new CountDownLatch(1);
        AtomicBoolean stopped = new AtomicBoolean();
        AdaptSchedule schedule = new AdaptSchedule(SOON, () -> {
            began.countDown();
            try {
                new CountDownLatch(1).await();
                return Optional.empty();
            } catch (InterruptedException e) {
                stopped.set(true);
                throw e;
            }
        });
        schedule.start();
        await().until(() -> began.getCount() == 0);

        schedule.close();

        await().untilTrue(stopped);
    }

    @Test
    void shouldRefuseAScheduleWithoutAnInterval() {
        assertThatThrownBy(() -> new AdaptSchedule(Duration.ZERO, Optional::empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("adapt.every = PT0S");
    }

    @Test
    void shouldRunEachSiteInAProcessOfItsOwnAndNameThoseThatFail() throws IOException, InterruptedException {
        Path log = folder.resolve("data/adapt.log");
        AdaptProcess job =
                new AdaptProcess(List.of("/bin/sh", "-c", "echo at $2, $3 $4; test $2 = lobby || exit 3", "sh"), log);

        Optional<String> wrong = job.run(List.of("lobby", "yard"));

        assertThat(wrong).contains("site yard did not improve itself; " + log + " says why");
        assertThat(Files.readAllLines(log))
                .containsExactly(
                        "at lobby, --reason the schedule, adapt.every", "at yard, --reason the schedule, adapt.every");
    }

    @Test
    void shouldReadAProcessToItsEndWhenTheLogCannotBeWritten() throws IOException, InterruptedException {
        Path log = Files.createDirectory(folder.resolve("adapt.log"));
        // More than a pipe holds, so it ends by itself only when somebody reads.
        String talkative = "seq 1 50000; touch " + folder.resolve("ended") + "; echo no better; exit 3";
        AdaptProcess job = new AdaptProcess(List.of("/bin/sh", "-c", talkative, "sh"), log);

        Optional<String> wrong = job.run(List.of("lobby"));

        assertThat(folder.resolve("ended")).exists();
        assertThat(wrong)
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("site lobby did not improve itself; its last line was 'no better'; " + log)
                        .contains("cannot be written"));
    }

    @Test
    void shouldSayWhatItSaysAndStopWhenInterrupted() throws InterruptedException {
        AdaptProcess job = new AdaptProcess(
                List.of("/bin/sh", "-c", "echo begun $5; exec sleep 300", "sh"), folder.resolve("adapt.log"));
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread learner = new Thread(() -> {
            try {
                job.run("lobby", "ada", said::add);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        learner.start();
        assertThat(said.poll(60, TimeUnit.SECONDS)).isEqualTo("begun asked for in the console by ada");
        assertThat(job.run("yard", "ada", line -> {}))
                .as("one at a time")
                .hasValueSatisfying(why -> assertThat(why).contains("at work"));

        learner.interrupt();
        learner.join(60_000);

        assertThat(interrupted).isTrue();
    }
}
