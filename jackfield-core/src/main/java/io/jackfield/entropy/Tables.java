package io.jackfield.entropy;

/**
 * The inverse tables from which netem draws delays: {@value #SIZE} deviations in steps of 1/{@value
 * #SCALE} of the jitter, in ascending order.
 */
public final class Tables {
    /*
     * netem's tables are files of iproute2; these are computed from the distributions that those files
     * stand for, in StrictMath, so that every machine gets the same numbers.
     */
    public static final int SIZE = 4096;

    /** What stands for one jitter in a table (netem's NETEM_DIST_SCALE). */
    public static final int SCALE = 8192;

    private static final class Normal {
        static final short[] TABLE = table(0);
    }

    private static final class Pareto {
        static final short[] TABLE = table(1);
    }

    private static final class ParetoNormal {
        static final short[] TABLE = table(0.75);
    }

    private Tables() {}

    /** Mean 0, standard deviation 1 jitter. The caller must not write to it. */
    public static short[] normal() {
        return Normal.TABLE;
    }

    /** Pareto with shape 3, less its mean of 3/2, times 4/3, cut off at four jitters. */
    public static short[] pareto() {
        return Pareto.TABLE;
    }

    /**
     * A quarter of the normal plus three quarters of the Pareto deviation, quantile by quantile.
     */
    public static short[] paretoNormal() {
        return ParetoNormal.TABLE;
    }

    private static short[] table(double paretoShare) {
        short[] table = new short[SIZE];
        double normal = -4;
        for (int i = 0; i < SIZE; i++) {
            double quantile = (i + 0.5) / SIZE;
            normal = normalQuantile(quantile, normal);
            double pareto = paretoQuantile(quantile);
            double deviation = (1 - paretoShare) * normal + paretoShare * pareto;
            long scaled = Math.round(deviation * SCALE);
            table[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, scaled));
        }
        return table;
    }

    /** The x with P(X < x) = p: 1 - x^-3 = p, shifted by the mean and scaled. */
    private static double paretoQuantile(double p) {
        return (StrictMath.pow(1 - p, -1.0 / 3) - 1.5) * 4 / 3;
    }

    /** Newton's iteration for the x with Φ(x) = p, from a guess nearby. */
    private static double normalQuantile(double p, double guess) {
        double x = guess;
        for (int i = 0; i < 100; i++) {
            double step = (p - normalCumulative(x)) / normalDensity(x);
            // Far out the density is tiny: a bounded step cannot leave the basin.
            step = Math.max(-0.5, Math.min(0.5, step));
            x += step;
            if (Math.abs(step) < 1e-12) {
                break;
            }
        }
        return x;
    }

    private static double normalDensity(double x) {
        return StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    }

    /** Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …). */
    private static double normalCumulative(double x) {
        double term = x;
        double sum = x;
        for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
            term *= x * x / k;
            sum += term;
        }
        return 0.5 + normalDensity(x) * sum;
    }
}
