package dev.sightline.app.run;

import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.settings.SearchCluster;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.peer.PeerClient;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.retry.Sleeper;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.ClusterIndexPart;
import dev.sightline.store.erasure.ErasurePart;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.IndexFiles;
import dev.sightline.store.search.IndexShards;
import dev.sightline.store.search.SearchIndex;
import dev.sightline.store.search.SearchIndexService;
import dev.sightline.store.search.SightingSearch;
import dev.sightline.store.search.cluster.ClusterSearch;
import dev.sightline.store.search.cluster.GroupHolders;
import dev.sightline.store.search.cluster.Holders;
import dev.sightline.store.search.cluster.InstancePolicy;
import dev.sightline.store.search.cluster.SearchInstance;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The search index of an installation: all of it in this process, or, with {@code search.key}, shared among the instances of a cluster.
 *
 * @param installation closed by its opener, after the services
 */
public record Indexing(Installation installation) {
    /**
     * What this process has of the index.
     *
     * @param search finds sightings, in all of the index
     * @param following services that keep it up to date, in the order in which they start
     */
    public record Held(SightingSearch search, Function<CropDescribers, List<Service>> following) {
        /**
         * What keeps it up to date.
         *
         * @param describers describe crops from before a change of model
         */
        public List<Service> services(CropDescribers describers) {
            return following.apply(describers);
        }
    }

    /** Opens this process's part; before anybody is erased from it. */
    public Held open(Database database) {
        Optional<InstancePolicy> policy = policy();
        if (policy.isEmpty()) {
            SearchIndex index = installation.searchIndex();
            return new Held(index, describers -> List.of(new SearchIndexService(index, database, describers)));
        }
        IndexShards shards = installation.indexShards();
        SearchInstance instance = new SearchInstance(installation.kafka(), shards, policy.get(), Clock.systemUTC());
        return new Held(
                instance.search(),
                describers -> List.of(instance, new SearchIndexService(shards, database, describers)));
    }

    /**
     * What commands ask, beside a running system; it is closed with the installation.
     *
     * @throws UserError when there is none
     */
    public SightingSearch asked() {
        return policy().<SightingSearch>map(this::asking).orElseGet(() -> installation.closing(files(folder())));
    }

    /**
     * The whole index that lies in a folder; the caller closes it.
     *
     * @throws UserError when there is none
     */
    public static IndexFiles files(Path folder) {
        if (!IndexFiles.exist(folder)) {
            throw new UserError("there is no search index in " + folder
                    + ": the system has not run here with this version; build it with 'sightline index rebuild'");
        }
        return IndexFiles.open(folder);
    }

    /** The part of an erasure that is about a shared index; empty where it is not shared. */
    Optional<ErasurePart> erasurePart() {
        return policy().map(policy -> new ClusterIndexPart(asking(policy)));
    }

    private ClusterSearch asking(InstancePolicy policy) {
        return new ClusterSearch(
                this::members,
                Optional.empty(),
                new PeerClient(policy.key(), Clock.systemUTC(), policy.patience()),
                policy.patience());
    }

    /** Who holds which part of a shared index. */
    public Holders members() {
        try (GroupHolders group = new GroupHolders(installation.kafka())) {
            return group.settled(Sleeper.uninterrupted());
        }
    }

    private Optional<InstancePolicy> policy() {
        return SearchCluster.policy(installation.settings().search());
    }

    /** Where the index lies. */
    public Path folder() {
        return DataFolder.of(installation.settings()).search();
    }
}
