// clusters.hpp -- sums over customers that tell how far the quotient of two tallies may be off by chance.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>

#include "engage/tally.hpp"

namespace engage::count {

// Where a quotient divides by events, sessions or orders, what was drawn by chance are the customers who made them: each
// is a cluster, with an amount y of the numerator and x of the denominator. Sums of their powers and products are all
// that is needed, so that one pass over the customers suffices. They are whole numbers, counted in steps, and so do not
// depend on the order of the customers, nor suffer when large ones are subtracted.

/// One step of a customer's amount. What is finer is rounded away, here only.
constexpr Quantity step_of(Unit unit) {
    const bool fine = unit == Unit::seconds || unit == Unit::score;
    return {Quantity::one / (fine ? 1000 : unit == Unit::money ? 100 : 1)};
}

/// Whole steps of an amount in the same unit, rounded half away from zero. Beyond 64 bits it is the nearest number of
/// them, whose cube makes the sums overflow.
constexpr std::int64_t in_steps(int128 amount, int128 step) {
    const int128 half = amount < 0 ? -step / 2 : step / 2;
    const int128 steps = step == 1 ? amount : amount / step + (amount % step + half) / step;
    return steps > INT64_MAX ? INT64_MAX : steps < -INT64_MAX ? -INT64_MAX : static_cast<std::int64_t>(steps);
}
constexpr std::int64_t in_steps(Quantity amount, Unit unit) { return in_steps(amount.units, step_of(unit).units); }

namespace detail {
inline void add_product(int128& sum, std::initializer_list<int128> factors, bool& overflow) {
    int128 product = 1;
    for (const int128 factor : factors) overflow |= __builtin_mul_overflow(product, factor, &product);
    overflow |= __builtin_add_overflow(sum, product, &sum);
}
} // namespace detail

/// Sums over the customers of one figure: `xyy` is that of x·y².
struct Clusters {
    std::uint64_t count = 0; ///< customers
    int128 y = 0, x = 0;
    int128 yy = 0, xy = 0, xx = 0;
    int128 yyy = 0, xyy = 0, xxy = 0, xxx = 0;
    bool overflow = false; ///< a sum is beyond 128 bits: no interval can be made of them

    /// A customer's amounts, in steps. One with neither is no cluster.
    void add(std::int64_t of_y, std::int64_t of_x) {
        if (of_y == 0 && of_x == 0) return;
        ++count;
        const auto is_small = [](std::int64_t amount) {
            return amount < cubed_in_64_bits && -amount < cubed_in_64_bits;
        };
        if (is_small(of_y) && is_small(of_x)) return add_small(of_y, of_x);
        add_power(y, {of_y}), add_power(x, {of_x});
        add_power(yy, {of_y, of_y}), add_power(xy, {of_x, of_y}), add_power(xx, {of_x, of_x});
        add_power(yyy, {of_y, of_y, of_y}), add_power(xyy, {of_x, of_y, of_y});
        add_power(xxy, {of_x, of_x, of_y}), add_power(xxx, {of_x, of_x, of_x});
    }
    /// The customers of another part, all of whom are others.
    void add(const Clusters& other) {
        count += other.count;
        overflow |= other.overflow;
        add_power(y, {other.y}), add_power(x, {other.x});
        add_power(yy, {other.yy}), add_power(xy, {other.xy}), add_power(xx, {other.xx});
        add_power(yyy, {other.yyy}), add_power(xyy, {other.xyy});
        add_power(xxy, {other.xxy}), add_power(xxx, {other.xxx});
    }

private:
    static constexpr std::int64_t cubed_in_64_bits = std::int64_t{1} << 20;

    void add_small(std::int64_t of_y, std::int64_t of_x) {
        const std::int64_t of_yy = of_y * of_y, of_xy = of_x * of_y, of_xx = of_x * of_x;
        add_to(y, of_y), add_to(x, of_x);
        add_to(yy, of_yy), add_to(xy, of_xy), add_to(xx, of_xx);
        add_to(yyy, of_y * of_yy), add_to(xyy, of_x * of_yy), add_to(xxy, of_xx * of_y), add_to(xxx, of_xx * of_x);
    }
    void add_to(int128& sum, std::int64_t amount) { overflow |= __builtin_add_overflow(sum, amount, &sum); }
    void add_power(int128& sum, std::initializer_list<int128> factors) { detail::add_product(sum, factors, overflow); }
};

/// Sums over the customers of a figure in two periods, the earlier first: `yx` is that of y then times x now. A customer
/// of one period only adds 0.
struct PairedClusters {
    int128 yy = 0, yx = 0, xy = 0, xx = 0;
    bool overflow = false;

    void add(std::int64_t y_then, std::int64_t x_then, std::int64_t y_now, std::int64_t x_now) {
        detail::add_product(yy, {y_then, y_now}, overflow), detail::add_product(yx, {y_then, x_now}, overflow);
        detail::add_product(xy, {x_then, y_now}, overflow), detail::add_product(xx, {x_then, x_now}, overflow);
    }
    void add(const PairedClusters& other) {
        overflow |= other.overflow;
        detail::add_product(yy, {other.yy}, overflow), detail::add_product(yx, {other.yx}, overflow);
        detail::add_product(xy, {other.xy}, overflow), detail::add_product(xx, {other.xx}, overflow);
    }
};

} // namespace engage::count
