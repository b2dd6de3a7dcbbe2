package dev.sightline.rollout;

/** Where a promotion reports how far it is. */
public interface PromotionView extends AutoCloseable {
    /** One sentence about a step. */
    void say(String sentence);

    /** The description of stored crops begins. */
    void describing(long exemplars);

    /** So many exemplars more were looked at. */
    void described(long exemplars);

    /** The description of stored crops is over. */
    @Override
    void close();
}
