package dev.sightline.matcher.gallery;

import java.util.Arrays;

/** The nearest few identities met so far, as a heap with the farthest on top; equal distances by id. */
final class Ranking {
    private final Roster roster;
    private double[] distances = new double[0];
    private int[] numbers = new int[0];
    private int size;
    private int capacity;
    private double limit = Double.POSITIVE_INFINITY;

    Ranking(Roster roster) {
        this.roster = roster;
    }

    /**
     * Begins again.
     *
     * @param newCapacity how many to keep
     * @param newLimit at most so far is the last of them, for certain
     */
    void clear(int newCapacity, double newLimit) {
        limit = newLimit;
        size = 0;
        capacity = newCapacity;
    }

    int size() {
        return size;
    }

    int number(int index) {
        return numbers[index];
    }

    boolean isFull() {
        return size == capacity;
    }

    /** One at a greater distance comes too late for certain; negative when nobody is kept. */
    double reach() {
        if (capacity == 0) {
            return -1;
        }
        return size < capacity ? limit : Math.min(limit, distances[0]);
    }

    boolean mayTake(double distance) {
        return distance <= reach() && distance != Double.POSITIVE_INFINITY;
    }

    /** Keeps one if it is among the nearest. */
    void offer(double distance, int number) {
        if (capacity == 0 || distance == Double.POSITIVE_INFINITY) {
            return;
        }
        if (size < capacity) {
            grow();
            up(size++, distance, number);
        } else if (farther(distances[0], numbers[0], distance, number)) {
            down(distance, number);
        }
    }

    private void up(int leaf, double distance, int number) {
        int hole = leaf;
        while (hole > 0) {
            int parent = (hole - 1) / 2;
            if (!farther(distance, number, distances[parent], numbers[parent])) {
                break;
            }
            set(hole, distances[parent], numbers[parent]);
            hole = parent;
        }
        set(hole, distance, number);
    }

    private void down(double distance, int number) {
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size
                    && farther(distances[child + 1], numbers[child + 1], distances[child], numbers[child])) {
                child++;
            }
            if (!farther(distances[child], numbers[child], distance, number)) {
                break;
            }
            set(hole, distances[child], numbers[child]);
            hole = child;
        }
        set(hole, distance, number);
    }

    private void set(int index, double distance, int number) {
        distances[index] = distance;
        numbers[index] = number;
    }

    private boolean farther(double distance, int number, double other, int otherNumber) {
        return distance > other || (distance == other && roster.id(number).compareTo(roster.id(otherNumber)) > 0);
    }

    private void grow() {
        if (size == distances.length) {
            int room = Math.max(8, 2 * size);
            distances = Arrays.copyOf(distances, room);
            numbers = Arrays.copyOf(numbers, room);
        }
    }
}
