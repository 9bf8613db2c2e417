package io.jackfield.cli.demo;

import java.util.Arrays;

/** A quantity over time: points (seconds, value) in the order of time. */
final class Curve {
    private final String name;
    private double[] seconds = new double[256];
    private double[] values = new double[256];
    private int size;

    Curve(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(double second, double value) {
        if (size == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        seconds[size] = second;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    double second(int point) {
        return seconds[point];
    }

    double value(int point) {
        return values[point];
    }

    double highest() {
        double highest = 0;
        for (int i = 0; i < size; i++) {
            highest = Math.max(highest, values[i]);
        }
        return highest;
    }

    /**
     * The curve in {@code columns} equal spans of time up to {@code end}: the mean of the points in
     * each; a span without points has the value before it.
     */
    double[] columns(int columns, double end) {
        double[] means = new double[columns];
        double last = 0;
        int point = 0;
        for (int column = 0; column < columns; column++) {
            double until = end * (column + 1) / columns;
            double sum = 0;
            int count = 0;
            while (point < size && seconds[point] < until) {
                sum += values[point++];
                count++;
            }
            if (count > 0) {
                last = values[point - 1];
                means[column] = sum / count;
            } else {
                means[column] = last;
            }
        }
        return means;
    }
}
