package dev.sightline.trainer.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The crops of one identity, handed out by few. Cameras take turns; within a camera every crop comes once before any comes
 * again, and a draw repeats a crop only when the identity has too few.
 */
final class CropQueue {
    private final List<List<Integer>> cameras = new ArrayList<>();
    private final int[] next;
    private final int size;
    private int turn;

    CropQueue(Map<Integer, List<Integer>> cropsByCamera, Random random) {
        int count = 0;
        for (List<Integer> crops : new TreeMap<>(cropsByCamera).values()) {
            List<Integer> shuffled = new ArrayList<>(crops);
            Collections.shuffle(shuffled, random);
            cameras.add(shuffled);
            count += shuffled.size();
        }
        Collections.shuffle(cameras, random);
        next = new int[cameras.size()];
        size = count;
    }

    /** Appends the next {@code count} crops to {@code batch} from {@code at} on. */
    void draw(int[] batch, int at, int count) {
        int[] taken = new int[cameras.size()];
        for (int drawn = 0; drawn < count; drawn++) {
            int round = drawn / size;
            int camera = turn++ % cameras.size();
            while (taken[camera] >= cameras.get(camera).size() * (round + 1)) {
                camera = turn++ % cameras.size();
            }
            List<Integer> crops = cameras.get(camera);
            batch[at + drawn] = crops.get(next[camera]++ % crops.size());
            taken[camera]++;
        }
    }
}
