#!/usr/bin/python3
"""Makes vectors.jsonl: the numbers that the tests hold this package against, from SciPy.

Run `/usr/bin/python3 make_vectors.py` in this folder, with python3-scipy of Debian 12 (SciPy 1.10) or newer. The output is
committed, so the tests need no Python. One case a line: the function, its arguments, what it must give. Samples are given by
how they are made (`sample` here, `makeSample` in __testUtils__/samples.ts), not by their values.

What SciPy lacks (PSI, Hellinger, the rule for thin cells, bias-corrected V, Newcombe, Benjamini-Hochberg) is written out
here from its definition, independently of the TypeScript.
"""
import itertools
import json
import math
import warnings
from decimal import Decimal, localcontext
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon
from scipy.stats import contingency

warnings.simplefilter("error")
LEAST_P = 1e-300
cases = []


def case(call, arguments, expect):
    cases.append({"call": call, "arguments": arguments, "expect": expect})


# --- samples -----------------------------------------------------------------------------------------------------------


def uniform(seed, count):
    """Mulberry32, all numbers at once: its state is a counter."""
    with np.errstate(over="ignore"):
        steps = np.arange(1, count + 1, dtype=np.uint32)
        state = np.uint32(seed) + steps * np.uint32(0x6D2B79F5)
        t = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
        t = (t + (t ^ (t >> np.uint32(7))) * (t | np.uint32(61))) ^ t
        return (t ^ (t >> np.uint32(14))) / 4294967296.0


def sample(spec):
    kind = spec["kind"]
    if kind == "literal":
        return np.array([math.nan if v is None else v for v in spec["values"]], dtype=float)
    size, seed = spec["size"], spec.get("seed", 0)
    if kind == "uniform":
        values = uniform(seed, size)
    elif kind == "normal":
        values = uniform(seed, 12 * size).reshape(size, 12).sum(axis=1) - 6
    elif kind == "heavy":
        u = uniform(seed, size)
        values = (u - 0.5) / (u * (1 - u) + 1e-9)
    elif kind == "ties":
        values = np.floor(uniform(seed, size) * spec["distinct"])
    elif kind == "atom":
        u = uniform(seed, 13 * size).reshape(size, 13)
        values = np.where(u[:, 0] < spec["share"], 0.0, u[:, 1:].sum(axis=1) - 6)
    elif kind == "constant":
        values = np.zeros(size)
    elif kind == "missing":
        values = np.full(size, math.nan)
    return values * spec.get("scale", 1) + spec.get("shift", 0)


def spec(kind, size, seed, **more):
    return {"kind": kind, "size": size, "seed": seed, **more}


def pairs():
    """Pairs of samples: every shape, sizes 1 to 100 000, alike, shifted a little, far apart."""
    sizes = [
        (2, 2), (2, 3), (3, 7), (5, 5), (8, 8), (10, 100), (20, 21), (50, 50), (100, 110), (128, 96), (300, 1000),
        (500, 500), (1000, 999), (2000, 6000), (5000, 5001), (10000, 10000), (10000, 9999), (10000, 150), (10001, 300),
        (12000, 15000), (20000, 20000), (100000, 20), (100000, 100000), (30000, 100000),
    ]
    kinds = [
        ("normal", {}), ("uniform", {}), ("heavy", {}), ("ties", {"distinct": 7}), ("atom", {"share": 0.4}),
    ]
    seed = 1
    for n, m in sizes:
        small = math.sqrt((n + m) / (n * m))
        for kind, more in kinds:
            for shift in (0, small, 6 * small):
                # With ties only a whole shift moves anything.
                by = math.ceil(shift) if kind == "ties" else shift
                seed += 2
                if max(n, m) > 20000 and kind in ("uniform", "ties"):
                    continue
                yield spec(kind, n, seed, **more), spec(kind, m, seed + 1, shift=by, **more)
    for n, m in [(5, 6), (50, 60), (300, 400), (600, 600), (9000, 10000)]:
        yield spec("constant", n, 0), spec("constant", m, 0)
        yield spec("constant", n, 0, shift=3), spec("normal", m, seed)
        yield spec("uniform", n, 3), spec("uniform", m, 4, shift=2)
        yield spec("atom", n, 5, share=0.9), spec("atom", m, 6, share=0.7)
        yield spec("normal", n, 7), spec("normal", m, 8, scale=1.5)
        yield spec("heavy", n, 9, scale=1e6), spec("heavy", m, 10, scale=1.1e6)
    for n, m, shift in [(20000, 20000, 0.45), (100000, 100000, 0.2), (50000, 9000, 0.45), (11000, 2000, 0.9), (2000, 2000, 1)]:
        yield spec("normal", n, 21), spec("normal", m, 22, shift=shift)
    yield (
        {"kind": "literal", "values": [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58]},
        {"kind": "literal", "values": [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8]},
    )
    yield {"kind": "literal", "values": [1, None, 2, 3, None]}, {"kind": "literal", "values": [None, 2.5, 9, 4]}


def finite(values):
    return values[np.isfinite(values)]


# --- tests and distances on samples --------------------------------------------------------------------------------------


def add_ks(reference, current):
    a, b = finite(sample(reference)), finite(sample(current))
    if min(len(a), len(b)) < 2:
        return case("ksTwoSample", [reference, current], {"insufficient": True})
    try:
        result = stats.ks_2samp(a, b, method="auto")
    except RuntimeWarning:
        # Rounding took SciPy's exact p a little above 1 and it gave up.
        return None
    exact = max(len(a), len(b)) <= 10000
    return case(
        "ksTwoSample",
        [reference, current],
        {
            "insufficient": False,
            "statistic": float(result.statistic),
            "pValue": float(result.pvalue),
            "method": "exact" if exact else "asymptotic",
            "n": len(a),
            "m": len(b),
        },
    )


def quantile_edges(values, count):
    """Inverted CDF at k/count, equal ones once."""
    ordered = np.sort(values)
    n = len(ordered)
    return np.unique([ordered[-(-k * n // count) - 1] for k in range(1, count)])


def counts_between(values, edges):
    """Values in (-inf, e1], (e1, e2], ..., (ek, inf)."""
    return np.bincount(np.searchsorted(edges, values, side="left"), minlength=len(edges) + 1)


def psi(expected, actual, smoothing="auto"):
    used = (expected + actual) > 0
    e, a = expected[used].astype(float), actual[used].astype(float)
    add = smoothing
    if smoothing == "auto":
        add = 0.5 if (e == 0).any() or (a == 0).any() else 0
    n, m = e.sum(), a.sum()
    e, a = (e + add) / (n + add * len(e)), (a + add) / (m + add * len(a))
    bound = (1 / n + 1 / m) * stats.chi2.ppf(0.95, len(e) - 1) if len(e) > 1 else 0.0
    return {
        "insufficient": False,
        "psi": math.fsum((a - e) * np.log(a / e)),
        "smoothing": add,
        "noDriftBound95": float(bound),
        "n": int(n),
        "m": int(m),
    }


def hellinger(a, b):
    p, q = a / a.sum(), b / b.sum()
    return math.sqrt(math.fsum((np.sqrt(p) - np.sqrt(q)) ** 2) / 2)


def jensen_shannon(a, b):
    """With 40 digits: in doubles, SciPy's too, the logarithms of nearly equal shares cancel."""
    with localcontext() as context:
        context.prec = 40
        two, total = Decimal(2), Decimal(0)
        n, m = Decimal(int(a.sum())), Decimal(int(b.sum()))
        for count, other in zip(a.tolist(), b.tolist()):
            p, q = Decimal(int(count)) / n, Decimal(int(other)) / m
            for share in (p, q):
                if share:
                    total += share * (share / ((p + q) / two)).ln()
        distance = float((total / two / two.ln()).sqrt()) if total > Decimal(10) ** -30 else 0.0
    assert abs(distance - np.nan_to_num(jensenshannon(a, b, base=2))) < 1e-7
    return distance


def add_sample_distances(reference, current, index):
    a, b = finite(sample(reference)), finite(sample(current))
    if min(len(a), len(b)) < 2:
        return
    buckets = [10, 10, 4, 20][index % 4]
    edges = quantile_edges(a, buckets)
    expected, actual = counts_between(a, edges), counts_between(b, edges)
    arguments = [reference, current, {"buckets": buckets}]
    case("psiFromSamples", arguments, psi(expected, actual))
    case(
        "hellingerFromSamples",
        arguments,
        {"insufficient": False, "distance": hellinger(expected, actual), "n": len(a), "m": len(b)},
    )
    case(
        "jensenShannonFromSamples",
        arguments,
        {
            "insufficient": False,
            "distance": jensen_shannon(expected, actual),
            "n": len(a),
            "m": len(b),
        },
    )
    deviation = 0.0 if a.min() == a.max() else float(np.std(a))
    distance = float(stats.wasserstein_distance(a, b))
    if deviation == 0 and distance > 0:
        return case("wassersteinFromSamples", arguments[:2], {"insufficient": True})
    return case(
        "wassersteinFromSamples",
        arguments[:2],
        {
            "insufficient": False,
            "distance": distance,
            "normalized": distance / deviation if distance else 0.0,
            "referenceDeviation": deviation,
            "n": len(a),
            "m": len(b),
        },
    )


def add_profile_ks(reference, current, bins):
    """D at the edges of a grid, and the bound on what the grid hides."""
    a, b = finite(sample(reference)), finite(sample(current))
    ordered = np.sort(a)
    quantiles = [ordered[-(-k * len(a) // bins) - 1] + 0.0 for k in range(1, bins)]
    edges = set(quantiles)
    atoms = {q for q, following in zip(quantiles, quantiles[1:]) if q == following}
    edges |= {np.nextafter(q, -math.inf) for q in atoms}
    edges = np.array(sorted(edges))
    p, q = counts_between(a, edges), counts_between(b, edges)
    n, m = len(a), len(b)
    statistic = float(np.abs(np.cumsum(p) / n - np.cumsum(q) / m).max())
    hidden = np.minimum(p / n, q / m)
    for i, edge in enumerate(edges):
        if i and np.nextafter(edge, -math.inf) == edges[i - 1]:
            hidden[i] = 0
    if max(n, m) <= 10000:
        g = math.gcd(n, m)
        lcm = n // g * m
        success, _, p_value = stats._stats_py._attempt_exact_2kssamp(n, m, g, statistic, "two-sided")
        if not success:
            return
        statistic = round(statistic * lcm) / lcm
    else:
        p_value = stats.kstwo.sf(statistic, np.round(n * m / (n + m)))
    case(
        "ksFromProfiles",
        [reference, current, bins],
        {
            "insufficient": False,
            "statistic": statistic,
            "pValue": float(p_value),
            "method": "exact" if max(n, m) <= 10000 else "asymptotic",
            "errorBound": float(hidden.max()),
            "n": n,
            "m": m,
        },
    )


# --- counts --------------------------------------------------------------------------------------------------------------


def merge_thin(groups, n, m):
    """The rule for thin cells, plainly: sort, look, merge the two smallest, again."""
    total = n + m
    groups = [([name], a, b) for name, a, b in groups]
    while True:
        groups.sort(key=lambda g: (g[1] + g[2], g[1], g[0][0]))
        # Times the total, so that all are whole numbers.
        expected = [side * (a + b) for _, a, b in groups for side in (n, m)]
        if len(groups) == 1:
            return groups
        if len(groups) == 2 and min(expected) >= 10 * total:
            return groups
        if len(groups) > 2 and 5 * sum(e < 5 * total for e in expected) <= len(expected):
            return groups
        (names, a, b), (others, c, d) = groups[:2]
        groups = [(others + names, a + c, b + d)] + groups[2:]


def bias_corrected_v(chi2, count, columns):
    phi2 = max(0.0, chi2 / count - (columns - 1) / (count - 1))
    k = columns - (columns - 1) ** 2 / (count - 1)
    r = 2 - 1 / (count - 1)
    return math.sqrt(phi2 / min(k - 1, r - 1))


def add_chi_square(reference, current):
    n, m = sum(reference), sum(current)
    arguments = [reference, current]
    groups = [(str(i), a, b) for i, (a, b) in enumerate(zip(reference, current)) if a + b]
    if min(n, m) < 2:
        return case("chiSquareTwoSample", arguments, {"insufficient": True})
    if len(groups) == 1:
        return case(
            "chiSquareTwoSample",
            arguments,
            {"insufficient": False, "statistic": 0, "dof": 0, "pValue": 1, "cramersV": 0, "categories": 1},
        )
    merged = merge_thin(groups, n, m)
    if len(merged) == 1:
        return case("chiSquareTwoSample", arguments, {"insufficient": True})
    table = np.array([[a for _, a, _ in merged], [b for _, _, b in merged]])
    chi2, p, dof, _ = stats.chi2_contingency(table, correction=False)
    return case(
        "chiSquareTwoSample",
        arguments,
        {
            "insufficient": False,
            "statistic": float(chi2),
            "dof": int(dof),
            "pValue": float(p),
            "cramersV": bias_corrected_v(chi2, n + m, len(merged)),
            "categories": len(merged),
            "merged": [group[0] for group in merged if len(group[0]) > 1],
            "n": n,
            "m": m,
        },
    )


def count_tables():
    yield [223, 20, 25, 12, 13], [207, 20, 25, 14, 25]
    yield [10, 10, 20], [20, 20, 20]
    yield [5, 0], [0, 7]
    yield [40, 0], [0, 70]
    yield [1], [1]
    yield [7], [9]
    yield [0, 30, 0], [0, 50, 0]
    yield [0, 0], [3, 4]
    yield [996, 4], [990, 10]
    yield [989, 11], [985, 15]
    seed = 500
    for size, n, m in itertools.product([2, 3, 5, 12, 60, 300], [30, 400, 5000, 100000], [25, 600, 80000]):
        seed += 3
        # Squared, so that some categories are thin.
        a = np.floor(uniform(seed, size) ** 2 * 3 * n / size).astype(int)
        for drift in (0.0, 0.15) if size <= 60 else (0.1,):
            b = np.floor(uniform(seed, size) ** 2 * 3 * m / size * (1 + drift * (uniform(seed + 1, size) - 0.5)))
            yield a.tolist(), b.astype(int).tolist()


def add_counts(reference, current):
    add_chi_square(reference, current)
    a, b = np.array(reference), np.array(current)
    if min(a.sum(), b.sum()) < 2:
        return
    for smoothing in ("auto", 1) if len(reference) <= 60 else ():
        case("psiFromCounts", [reference, current, {"smoothing": smoothing}], psi(a, b, smoothing))
    if len(reference) <= 12:
        case(
            "jensenShannonFromCounts",
            [reference, current],
            {"insufficient": False, "distance": jensen_shannon(a, b)},
        )
        case("hellingerFromCounts", [reference, current], {"insufficient": False, "distance": hellinger(a, b)})


# --- distributions -------------------------------------------------------------------------------------------------------


def add_distributions():
    for dof in [1, 2, 3, 7, 30, 99, 400, 1021]:
        for x in [0, 1e-8, 0.1, 1, dof / 2, dof, dof + 3 * math.sqrt(dof), 3 * dof, 5 * dof + 50, dof + 400, 1300]:
            p = float(stats.chi2.sf(x, dof))
            if p >= LEAST_P:
                case("chiSquaredSurvival", [x, dof], p)
    for n, m in [
        (1, 1), (1, 2), (3, 1), (1, 100), (2, 9), (6, 4), (13, 13), (40, 60), (100, 101), (1000, 100), (3000, 3000),
        (4000, 4100), (10000, 1), (10000, 2500), (9999, 10000),
    ]:
        g = math.gcd(n, m)
        lcm = n // g * m
        for z in [0.2, 0.5, 0.9, 1.3, 2, 4, 8, 14, 18]:
            h = round(z * math.sqrt((n + m) / (n * m)) * lcm)
            if not 0 < h <= lcm:
                continue
            success, _, p = stats._stats_py._attempt_exact_2kssamp(n, m, g, h / lcm, "two-sided")
            if success and p >= LEAST_P:
                case("kolmogorovTwoSampleSurvival", [n, m, h], float(p))
    for n in [1, 2, 7, 50, 140, 141, 1000, 2000, 2001, 5000, 50000, 300000]:
        for z in [0.15, 0.3, 0.6, 0.87, 1.2, 1.45, 1.6, 2.5, 5, 11, 18.4]:
            x = z / math.sqrt(n)
            p = float(stats.kstwo.sf(x, n))
            if p >= LEAST_P:
                case("kolmogorovSurvival", [n, x], p)


# --- intervals and adjustment ----------------------------------------------------------------------------------------------


def wilson(x, n, confidence):
    with warnings.catch_warnings():
        # binomtest also makes a p-value, which divides by zero at the ends and is not used.
        warnings.simplefilter("ignore")
        interval = stats.binomtest(x, n).proportion_ci(confidence, method="wilson")
    return float(interval.low), float(interval.high)


def add_intervals():
    rates = [(0, 1), (1, 1), (0, 30), (30, 30), (3, 17), (50, 100), (999, 1000), (12345, 100000), (1, 100000)]
    for (x, n), confidence in itertools.product(rates, [0.9, 0.95, 0.99]):
        low, high = wilson(x, n, confidence)
        case(
            "wilsonInterval",
            [x, n, {"confidence": confidence}],
            {"insufficient": False, "estimate": x / n, "lower": low, "upper": high},
        )
    for (x, n), (y, m) in itertools.combinations(rates, 2):
        (l1, u1), (l2, u2) = wilson(x, n, 0.95), wilson(y, m, 0.95)
        p, q = x / n, y / m
        case(
            "newcombeInterval",
            [x, n, y, m],
            {
                "insufficient": False,
                "estimate": p - q,
                "lower": max(-1, p - q - math.sqrt((p - l1) ** 2 + (u2 - q) ** 2)),
                "upper": min(1, p - q + math.sqrt((u1 - p) ** 2 + (q - l2) ** 2)),
            },
        )
        if y == 0:
            case("katzInterval", [x, n, y, m], {"insufficient": True})
        elif x > 0:
            ratio = contingency.relative_risk(x, n, y, m)
            interval = ratio.confidence_interval(0.95)
            case(
                "katzInterval",
                [x, n, y, m],
                {
                    "insufficient": False,
                    "estimate": float(ratio.relative_risk),
                    "lower": float(interval.low),
                    "upper": float(interval.high),
                    "correction": 0,
                },
            )
        else:
            deviation = math.sqrt(1 / 0.5 - 1 / (n + 0.5) + 1 / (y + 0.5) - 1 / (m + 0.5))
            log = math.log(0.5 / (n + 0.5)) - math.log((y + 0.5) / (m + 0.5))
            case(
                "katzInterval",
                [x, n, y, m],
                {
                    "insufficient": False,
                    "estimate": 0,
                    "lower": 0,
                    "upper": math.exp(log + stats.norm.ppf(0.975) * deviation),
                    "correction": 0.5,
                },
            )


def add_adjustments():
    lists = [[], [0.03], [0, 1, 0.5, 0.5], [1e-300, 1e-200, 0.9], uniform(77, 50).tolist()]
    for p in lists:
        count = len(p)
        adjusted = [
            min([1.0] + [q * count / sum(r <= q for r in p) for q in p if q >= own]) for own in p
        ]
        case("adjustPValues", [p, "benjamini-hochberg"], adjusted)
        case("adjustPValues", [p, "bonferroni"], [min(1.0, own * count) for own in p])
        case("adjustPValues", [p, "none"], p)


def main():
    for index, (reference, current) in enumerate(pairs()):
        add_ks(reference, current)
        if index % 3 == 0:
            add_sample_distances(reference, current, index // 3)
        if index % 4 == 0:
            add_profile_ks(reference, current, [256, 16, 100][index % 3]) if reference["kind"] != "literal" else None
    for short in [{"kind": "literal", "values": []}, spec("normal", 1, 5), spec("missing", 50, 0)]:
        add_ks(short, spec("normal", 20, 6))
        add_ks(spec("normal", 20, 6), short)
    for reference, current in count_tables():
        add_counts(reference, current)
    add_distributions()
    add_intervals()
    add_adjustments()
    lines = "".join(json.dumps(entry, allow_nan=False) + "\n" for entry in cases)
    Path(__file__).with_name("vectors.jsonl").write_text(lines)
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
