package dev.sightline.matcher.link;

import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.TrackedBox;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.exemplar.ExemplarLearning;
import dev.sightline.matcher.link.memory.FrameSpan;
import dev.sightline.matcher.link.memory.Origin;
import dev.sightline.matcher.link.memory.SiteGallery;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.models.GallerySwitch;
import dev.sightline.matcher.link.models.Redescribing;
import dev.sightline.matcher.link.models.RedescriptionOutcome;
import dev.sightline.matcher.link.models.ServingUpdate;
import dev.sightline.matcher.link.models.SiteModels;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.revise.Corrections;
import dev.sightline.matcher.link.revise.Relinking;
import dev.sightline.matcher.link.revise.Reviser;
import dev.sightline.matcher.link.revise.SecondLook;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.link.step.StepBuilder;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Links the tracklets of one site to identities, frame by frame in the order of event time. Everything it remembers is
 * in its {@link SiteMemory}; equal memory and equal frames give equal results. When another descriptor model takes over,
 * the site switches between two frames and identities keep their ids ({@code SiteModels} says when). One thread.
 */
public final class Linker {
    /** Questions to a gallery at once, about. */
    private static final int MOST_FORESEEN = 32;
    /** Frames that are looked at for them. */
    private static final int MOST_AHEAD = 256;

    private final SiteMemory memory;
    private final SiteModels models;
    private final TrackletLinker trackletLinker;
    private final Corrections corrections;
    private final SecondLook secondLook;
    private final Expiry expiry;

    public Linker(LinkPolicy policy, Scales scales, SiteMemory memory) {
        this.memory = memory;
        this.models = new SiteModels(memory);
        Decider decider = new Decider(policy, scales, memory);
        Relinking relinking = new Relinking(policy.gallery(), memory);
        this.trackletLinker = new TrackletLinker(
                policy,
                decider,
                new Reviser(decider, memory, relinking),
                memory,
                new ExemplarLearning(policy, scales, memory, models));
        this.secondLook = new SecondLook(decider, memory, relinking);
        this.corrections = new Corrections(memory, decider, relinking);
        this.expiry = new Expiry(policy.gallery(), memory);
    }

    /**
     * Searches a large gallery for a frame and for those behind it at once, when the frame will ask it: most of a search is reading
     * the gallery. It decides nothing, and changes nothing of what is decided.
     *
     * @param next will be taken now
     * @param later in their order, as far as they have arrived
     */
    public void foresee(TrackerFrame next, Iterator<TrackerFrame> later) {
        if (!memory.gallery().isLarge()) {
            return;
        }
        List<SiteGallery.Question> questions = questions(next);
        if (questions.isEmpty()) {
            return;
        }
        for (int i = 0; i < MOST_AHEAD && questions.size() < MOST_FORESEEN && later.hasNext(); i++) {
            questions.addAll(questions(later.next()));
        }
        memory.gallery().foresee(questions);
    }

    private List<SiteGallery.Question> questions(TrackerFrame frame) {
        List<SiteGallery.Question> questions = new ArrayList<>();
        for (TrackletUpdate reported : frame.getUpdatesList()) {
            TrackletUpdate update = ServingUpdate.of(reported, models);
            trackletLinker.questions(brought(frame, update), update).stream()
                    .filter(memory.gallery()::mayForesee)
                    .forEach(questions::add);
        }
        return questions;
    }

    /** Takes in what one frame brought, in the order of capture times. */
    public LinkStep apply(TrackerFrame frame) {
        return apply(frame, false);
    }

    /**
     * Takes in what one frame brought.
     *
     * @param late frames with a later capture time were taken before; its events say so
     */
    public LinkStep apply(TrackerFrame frame, boolean late) {
        StepBuilder step = StepBuilder.of(frame, late);
        advance(frame.getCaptureTimeUs());
        models.see(frame).forEach(change -> step.add(new GallerySwitch(memory).run(change)));
        expiry.tidy(step);
        for (FrameBox box : frame.getBoxesList()) {
            if (!box.getPredicted()) {
                memory.tracklets().seen(box.getTrackletId(), frame.getCaptureTimeUs());
            }
        }
        for (TrackletUpdate reported : frame.getUpdatesList()) {
            TrackletUpdate update = ServingUpdate.of(reported, models);
            Tracklet tracklet = brought(frame, update);
            trackletLinker.examine(tracklet, update, step);
            corrections.enforce(update.getTrackletId(), step);
        }
        if (frame.getEndOfStream()) {
            abandon(frame.getCameraId(), Long.MAX_VALUE);
        }
        secondLook.look(step, frame.getEndOfStream() && memory.tracklets().openCount() == 0);
        return step.build();
    }

    /** Takes in what a model that is being brought in made of stored exemplars; it counts once that model serves. */
    public RedescriptionOutcome describe(Redescription redescription) {
        return new Redescribing(memory).take(redescription, models);
    }

    /** Takes what people said of two tracklets, and obeys it from now on. */
    public LinkStep correct(Feedback feedback) {
        StepBuilder step = StepBuilder.said(memory.siteId(), feedback.getFeedbackId(), memory.eventTimeUs());
        corrections.take(feedback, step);
        return step.build();
    }

    /** Forgets an identity. */
    public LinkStep erase(Erasure erasure) {
        StepBuilder step = StepBuilder.said(memory.siteId(), erasure.getErasureId(), memory.eventTimeUs());
        corrections.erase(erasure, step);
        return step.build();
    }

    /** Who stands where in the frame, by what is known now. */
    public CameraTracks tracks(TrackerFrame frame) {
        CameraTracks.Builder tracks = CameraTracks.newBuilder()
                .setCameraId(frame.getCameraId())
                .setSiteId(frame.getSiteId())
                .setSession(frame.getSession())
                .setSequence(frame.getSequence())
                .setCaptureTimeUs(frame.getCaptureTimeUs())
                .setWidth(frame.getWidth())
                .setHeight(frame.getHeight())
                .setEndOfStream(frame.getEndOfStream());
        for (FrameBox box : frame.getBoxesList()) {
            tracks.addBoxes(tracked(box));
        }
        for (TrackletUpdate update : frame.getUpdatesList()) {
            tracks.addAllPastBoxes(update.getPastBoxesList());
        }
        return tracks.build();
    }

    /** Notes that an identity is the one a watchlist entry looks for; empty when it no longer is. */
    public void onWatchlist(String identityId, String entryId) {
        memory.identity(identityId)
                .filter(i -> !i.watchlistId().equals(entryId))
                .ifPresent(i -> memory.put(i.watchedBy(entryId)));
    }

    private TrackedBox tracked(FrameBox box) {
        TrackedBox.Builder tracked = TrackedBox.newBuilder()
                .setTrackletId(box.getTrackletId())
                .setBox(box.getBox())
                .setScore(box.getScore())
                .setPredicted(box.getPredicted())
                .setLinkState(LinkState.LINK_STATE_PENDING);
        Optional<Tracklet> tracklet = memory.tracklets().recent(box.getTrackletId());
        tracklet.ifPresent(
                t -> tracked.setIdentityId(t.identityId()).setLinkState(t.link().state()));
        tracklet.flatMap(t -> memory.identity(t.identityId())).ifPresent(i -> tracked.setWatchlistId(i.watchlistId()));
        return tracked.build();
    }

    private void advance(long timeUs) {
        if (timeUs > memory.eventTimeUs()) {
            memory.update(memory.site().at(timeUs));
        }
    }

    private Tracklet brought(TrackerFrame frame, TrackletUpdate update) {
        Tracklet known = memory.tracklets()
                .open(update.getTrackletId())
                .orElseGet(() -> Tracklet.begun(
                        new Origin(update.getTrackletId(), frame.getCameraId(), frame.getSession(), update.getKind()),
                        frame.getCaptureTimeUs()));
        boolean closed = update.getPhase() == Phase.PHASE_CLOSED;
        return known.with(new Tracklet.Span(
                update.getStartTimeUs(),
                closed ? update.getEndTimeUs() : Math.max(known.seenUs(), update.getEndTimeUs()),
                update.getEndTimeUs(),
                new FrameSpan(update.getFirstSequence(), update.getLastSequence())));
    }

    /** Forgets open tracklets of a camera that will never close. */
    private void abandon(String cameraId, long beforeUs) {
        List<Tracklet> left = memory.tracklets().open().stream()
                .filter(t -> t.cameraId().equals(cameraId) && t.seenUs() < beforeUs)
                .toList();
        left.forEach(t -> memory.tracklets().remove(t.trackletId()));
    }
}
