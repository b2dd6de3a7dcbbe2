package dev.sightline.store.search.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.ShardAnswer;
import dev.sightline.contracts.v1.ShardForget;
import dev.sightline.contracts.v1.ShardQuestion;
import dev.sightline.store.search.IndexShards;
import dev.sightline.store.search.Shard;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The shards of this process, asked by itself and by other instances, whose questions were found to be theirs. Several threads.
 *
 * @param shards belongs to its opener
 */
record OwnShards(IndexShards shards) {
    /** The partitions that are here. */
    Set<Integer> partitions(int of) {
        return numbers(here(of));
    }

    private Set<Shard> here(int of) {
        return shards.held().stream().filter(shard -> shard.of() == of).collect(Collectors.toSet());
    }

    /**
     * Searches those of some partitions that are here.
     *
     * @throws IndexShards.ShardGoneException when one goes to another instance in this moment
     */
    Found find(Wish wish, Collection<Integer> partitions, int of) {
        Set<Shard> here = here(of).stream()
                .filter(shard -> partitions.contains(shard.partition()))
                .collect(Collectors.toSet());
        Set<Shard> building = shards.building(here); // Before the search: what is up to date by now is whole.
        return new Found(numbers(here), numbers(building), wish.of(shards.over(here)));
    }

    ShardAnswer forget(ShardForget who) {
        ShardAnswer.Builder answer = ShardAnswer.newBuilder();
        shards.held().stream().map(Shard::partition).forEach(answer::addPartitions);
        long found = shards.remaining(who.getIdentitiesList(), who.getTrackletsList());
        if (found == 0 || who.getCountOnly()) {
            return answer.setFound(found).setLeft(found).build();
        }
        shards.forget(who.getIdentitiesList(), who.getTrackletsList());
        return answer.setFound(found)
                .setLeft(shards.remaining(who.getIdentitiesList(), who.getTrackletsList()))
                .build();
    }

    /** Answers another instance. */
    byte[] answer(byte[] question) {
        try {
            return answer(ShardQuestion.parseFrom(question)).toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("the question of an instance does not read: " + e.getMessage(), e);
        }
    }

    private ShardAnswer answer(ShardQuestion question) {
        return switch (question.getWishCase()) {
            case SEARCH ->
                ShardMessages.message(find(
                        ShardMessages.wish(question.getSearch()),
                        question.getPartitionsList(),
                        question.getPartitionCount()));
            case FORGET -> forget(question.getForget());
            case WISH_NOT_SET ->
                throw new IllegalArgumentException("an instance of another version asks what is not known here");
        };
    }

    private static Set<Integer> numbers(Set<Shard> shards) {
        return shards.stream().map(Shard::partition).collect(Collectors.toSet());
    }
}
