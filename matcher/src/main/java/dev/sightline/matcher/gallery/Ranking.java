package dev.sightline.matcher.gallery;

import java.util.Arrays;

/** The nearest few identities met so far, as a heap with the farthest on top; equal distances by id. */
final class Ranking {
    private final Roster roster;
    private double[] distances = new double[0];
    private int[] numbers = new int[0];
    private int size;
    private int capacity;

    Ranking(Roster roster) {
        this.roster = roster;
    }

    void clear(int newCapacity) {
        size = 0;
        capacity = newCapacity;
    }

    int size() {
        return size;
    }

    int number(int index) {
        return numbers[index];
    }

    /** Who is farther than this comes too late: infinite until the ranking is full, negative when it takes nobody. */
    double bound() {
        if (capacity == 0) {
            return -1;
        }
        return size < capacity ? Double.POSITIVE_INFINITY : distances[0];
    }

    boolean takes(double distance, int number) {
        if (distance == Double.POSITIVE_INFINITY || capacity == 0) {
            return false;
        }
        return size < capacity || farther(distances[0], numbers[0], distance, number);
    }

    /** Adds one that it {@link #takes}. */
    void add(double distance, int number) {
        if (size < capacity) {
            grow();
            up(size++, distance, number);
        } else {
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
