package dev.sightline.store.search.cluster;

import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.ShardAnswer;
import dev.sightline.contracts.v1.ShardCosine;
import dev.sightline.contracts.v1.ShardCount;
import dev.sightline.contracts.v1.ShardFilter;
import dev.sightline.contracts.v1.ShardLike;
import dev.sightline.contracts.v1.ShardProbe;
import dev.sightline.contracts.v1.ShardSearch;
import dev.sightline.store.account.Scope;
import dev.sightline.store.search.Along;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchFilter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Wishes and what is found, as messages and back. */
final class ShardMessages {
    private ShardMessages() {}

    static ShardSearch message(Wish wish) {
        ShardSearch.Builder message = ShardSearch.newBuilder()
                .setFilter(message(wish.filter()))
                .setDepth(wish.depth())
                .setSample(wish.sample());
        wish.probes()
                .forEach(probe -> message.addProbes(ShardProbe.newBuilder()
                        .setModality(probe.modality())
                        .setVector(probe.vector().toMessage())
                        .setComparison(probe.comparison().label())));
        return message.build();
    }

    static Wish wish(ShardSearch message) {
        List<Probe> probes = message.getProbesList().stream()
                .map(probe -> new Probe(
                        probe.getModality(),
                        UnitVector.of(probe.getVector()),
                        Comparison.ofLabel(probe.getComparison())))
                .toList();
        return new Wish(filter(message.getFilter()), probes, message.getDepth(), message.getSample());
    }

    private static ShardFilter message(SearchFilter filter) {
        ShardFilter.Builder message = ShardFilter.newBuilder()
                .addAllSites(filter.where().sites())
                .addAllCameras(filter.where().cameras())
                .addAllBut(filter.people().but())
                .addAllNotTracklets(filter.people().notTracklets());
        filter.since().ifPresent(since -> message.setSinceMs(since.toEpochMilli()));
        filter.until().ifPresent(until -> message.setUntilMs(until.toEpochMilli()));
        filter.people().only().ifPresent(only -> message.setOnlyThese(true).addAllOnly(only));
        return message.build();
    }

    private static SearchFilter filter(ShardFilter message) {
        Optional<Set<String>> only =
                message.getOnlyThese() ? Optional.of(new HashSet<>(message.getOnlyList())) : Optional.empty();
        return SearchFilter.in(Scope.of(message.getSitesList(), message.getCamerasList()))
                .between(
                        message.hasSinceMs()
                                ? Optional.of(Instant.ofEpochMilli(message.getSinceMs()))
                                : Optional.empty(),
                        message.hasUntilMs()
                                ? Optional.of(Instant.ofEpochMilli(message.getUntilMs()))
                                : Optional.empty())
                .of(new SearchFilter.People(
                        only, new HashSet<>(message.getButList()), new HashSet<>(message.getNotTrackletsList())));
    }

    static ShardAnswer message(Found found) {
        Likes likes = found.along().farthest();
        ShardAnswer.Builder message = ShardAnswer.newBuilder()
                .addAllPartitions(found.partitions())
                .addAllBuilding(found.building())
                .setPeople(likes.people());
        for (double cosine : found.along().sample()) {
            message.addSample(cosine);
        }
        likes.sightings().forEach(like -> message.addLikes(message(like)));
        likes.compared().forEach((modality, compared) -> {
            ShardCount.Builder count = ShardCount.newBuilder()
                    .setModality(modality)
                    .setCompared(compared)
                    .setOtherModel(likes.otherModel().getOrDefault(modality, 0L));
            Optional.ofNullable(likes.cut().get(modality)).ifPresent(count::setCut);
            message.addCounts(count);
        });
        return message.build();
    }

    private static ShardLike message(Like like) {
        ShardLike.Builder message = ShardLike.newBuilder()
                .setSightingId(like.sightingId())
                .setIdentityId(like.identityId())
                .setSiteId(like.siteId());
        like.cosines()
                .forEach((modality, cosine) -> message.addCosines(
                        ShardCosine.newBuilder().setModality(modality).setCosine(cosine)));
        return message.build();
    }

    static Found found(ShardAnswer message) {
        Map<Modality, Long> compared = new EnumMap<>(Modality.class);
        Map<Modality, Long> otherModel = new EnumMap<>(Modality.class);
        Map<Modality, Double> cut = new EnumMap<>(Modality.class);
        message.getCountsList().forEach(count -> {
            compared.put(count.getModality(), count.getCompared());
            otherModel.put(count.getModality(), count.getOtherModel());
            if (count.hasCut()) {
                cut.put(count.getModality(), count.getCut());
            }
        });
        List<Like> sightings =
                message.getLikesList().stream().map(ShardMessages::like).toList();
        return new Found(
                new HashSet<>(message.getPartitionsList()),
                new HashSet<>(message.getBuildingList()),
                new Along(
                        new Likes(sightings, compared, message.getPeople(), otherModel, cut),
                        message.getSampleList().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()));
    }

    private static Like like(ShardLike message) {
        return new Like(
                message.getSightingId(),
                message.getIdentityId(),
                message.getSiteId(),
                message.getCosinesList().stream()
                        .collect(Collectors.toMap(ShardCosine::getModality, ShardCosine::getCosine)));
    }
}
