package shop.local.fault;

import shop.local.topology.ShopFailure;

/**
 * How many of all calls meet a fault.
 *
 * @param percent 1 to 50, or 100
 */
public record Share(int percent) {

    static final Share ALL = new Share(100);

    public Share {
        if (percent != 100 && (percent < 1 || percent > 50)) {
            throw new ShopFailure(
                    "One call in so many can meet a fault: 100% or 1% to 50%, not "
                            + percent
                            + "%.");
        }
    }

    static Share parse(String word) {
        if (!word.matches("\\d{1,3}%")) {
            throw new ShopFailure("A share is written like 30%, and not " + word + ".");
        }
        return new Share(Integer.parseInt(word.substring(0, word.length() - 1)));
    }

    /** Every so-manieth call meets it, which is as near as can be: 30 % are every third. */
    public int oneIn() {
        return Math.round(100f / percent);
    }

    String sentence() {
        return oneIn() == 1 ? "every call" : "one call in " + oneIn();
    }

    @Override
    public String toString() {
        return percent + "%";
    }
}
