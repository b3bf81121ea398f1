#!/usr/bin/env python3
"""Makes fairness.jsonl: the numbers that fairness is held against, from Fairlearn.

Run it in this folder with Fairlearn 0.12 or newer (`pip install fairlearn`). The output is committed, so the tests need no
Python. One case a line: rows `[value of each attribute, label, decision, count]` (label null where it is absent), and what
they must give. Fairlearn has 0 for 0/0; here that is null, and extremes are over the groups in which a rate is defined.
Fairlearn knows no absent labels; here the rates of labelled rows, other than the precision, are null in a group in which
one of the two decisions is made but never has a label.
What Fairlearn lacks (conditional demographic disparity) is written out here from its definition.
"""
import itertools
import json
import math
import random
import warnings
from pathlib import Path

import pandas as pd
from fairlearn import metrics as fm

warnings.simplefilter("ignore")
cases = []


def ratio(a, b):
    return a / b if b else math.nan


def confusion(y, p):
    pairs = list(zip(y, p))
    return {(a, b): sum(1 for pair in pairs if pair == (a, b)) for a in (0, 1) for b in (0, 1)}


def tpr(y, p):
    c = confusion(y, p)
    return ratio(c[1, 1], c[1, 1] + c[1, 0])


def fpr(y, p):
    c = confusion(y, p)
    return ratio(c[0, 1], c[0, 1] + c[0, 0])


def ppv(y, p):
    c = confusion(y, p)
    return ratio(c[1, 1], c[1, 1] + c[0, 1])


def selectively_labelled(part):
    """Whether one decision of a group is there, but never with a label."""
    return any(len(own) > 0 and own["y"].notna().sum() == 0 for own in (part[part["p"] == d] for d in (0, 1)))


def accuracy(y, p):
    c = confusion(y, p)
    return ratio(c[0, 0] + c[1, 1], len(y))


LABELLED = {"truePositive": tpr, "falsePositive": fpr, "precision": ppv, "accuracy": accuracy}


def clean(value):
    return None if value is None or math.isnan(value) else float(value)


def expand(rows):
    out = []
    for *values, label, decision, count in rows:
        out += [(tuple(values), label, decision)] * count
    return out


def case(name, attributes, rows, stratified=False):
    """`stratified`: the last attribute is the stratum of the conditional disparity, not a protected one."""
    records = expand(rows)
    if stratified:
        protected = [values[:-1] for values, _, _ in records]
        strata = [values[-1] for values, _, _ in records]
    else:
        protected = [values for values, _, _ in records]
    frame = pd.DataFrame(
        {"y": [r[1] for r in records], "p": [r[2] for r in records], "s": [" | ".join(v) for v in protected]}
    )
    labelled = frame[frame["y"].notna()].astype({"y": int})
    groups = sorted(set(frame["s"]))

    selection = fm.MetricFrame(
        metrics=fm.selection_rate, y_true=frame["p"], y_pred=frame["p"], sensitive_features=frame["s"]
    )
    by_group = {g: {"selection": clean(selection.by_group[g])} for g in groups}
    difference = {"selection": selection.difference(), "ratio": selection.ratio()}
    has_labels = len(labelled) > 0
    if has_labels:
        rates = fm.MetricFrame(
            metrics=LABELLED,
            y_true=labelled["y"],
            y_pred=labelled["p"],
            sensitive_features=labelled["s"],
        )
        for rate in LABELLED:
            usable = rates.by_group[rate].astype(float).copy()
            for g in groups:
                if rate != "precision" and g in usable.index and selectively_labelled(frame[frame["s"] == g]):
                    usable[g] = math.nan
                by_group[g][rate] = clean(usable[g]) if g in usable.index else None
            defined = usable.dropna()
            difference[rate] = defined.max() - defined.min() if len(defined) > 1 else None
            if len(defined) == len(rates.by_group) and len(defined) > 1:
                assert math.isclose(difference[rate], rates.difference()[rate], abs_tol=1e-12)
        # Where every rate is defined, Fairlearn's own disparity functions must say the same.
        if all(v is not None for g in groups for v in by_group[g].values()) and len(groups) > 1:
            arguments = dict(y_true=labelled["y"], y_pred=labelled["p"], sensitive_features=labelled["s"])
            odds = fm.equalized_odds_difference(**arguments)
            assert math.isclose(odds, max(difference["truePositive"], difference["falsePositive"]), abs_tol=1e-12)
            opportunity = fm.equal_opportunity_difference(**arguments)
            assert math.isclose(opportunity, difference["truePositive"], abs_tol=1e-12)
    if len(groups) < 2:
        difference = {key: None for key in difference}
    best = max(by_group[g]["selection"] for g in groups)
    if best == 0:
        difference["ratio"] = None
    sides = [difference.get("truePositive"), difference.get("falsePositive")]
    expect = {
        "groups": by_group,
        "counts": {g: int((frame["s"] == g).sum()) for g in groups},
        "extremes": {
            "disparate-impact": clean(difference["ratio"]),
            "demographic-parity": clean(difference["selection"]),
            "equal-opportunity": clean(difference.get("truePositive")),
            "equalized-odds": None if None in sides else clean(max(sides)),
            "predictive-parity": clean(difference.get("precision")),
            "fpr-parity": clean(difference.get("falsePositive")),
            "accuracy-difference": clean(difference.get("accuracy")),
        },
    }
    if stratified:
        expect["conditional"] = {g: conditional(frame, strata, g) for g in groups}
    cases.append({"name": name, "attributes": attributes, "stratified": stratified, "rows": rows, "expect": expect})


def conditional(frame, strata, group):
    total = 0.0
    rows = 0
    for stratum in sorted(set(strata)):
        part = frame[[s == stratum for s in strata]]
        refused, favoured = part[part["p"] == 0], part[part["p"] == 1]
        if len(refused) == 0 or len(favoured) == 0:
            continue
        own = (refused["s"] == group).mean() - (favoured["s"] == group).mean()
        total += len(part) * own
        rows += len(part)
    if rows == 0 or frame["s"].nunique() < 2:
        return None
    return float(total / rows)


def table(group, tn, fn, fp, tp):
    values = group if isinstance(group, tuple) else (group,)
    return [[*values, y, p, n] for y, p, n in [(0, 0, tn), (1, 0, fn), (0, 1, fp), (1, 1, tp)] if n]


def named_cases():
    truth = [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1]
    decided = [0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0]
    groups = "b b a b b c c c a a c a b c c b c c".split()
    rows = [[g, y, p, 1] for g, y, p in zip(groups, truth, decided)]
    case("Fairlearn's 18 rows", ["group"], rows)
    case("confusion pair", ["group"], table("a", 20, 5, 10, 65) + table("d", 18, 7, 5, 20))
    case("one group", ["group"], table("a", 5, 3, 2, 9))
    case("one group, one row", ["group"], table("a", 0, 0, 0, 1))
    case("all positive", ["group"], table("a", 0, 0, 12, 30) + table("b", 0, 0, 20, 5))
    case("all negative", ["group"], table("a", 12, 30, 0, 0) + table("b", 20, 5, 0, 0))
    case("no favourable label in one group", ["group"], table("a", 10, 0, 7, 0) + table("b", 20, 5, 3, 9))
    case("no unfavourable label in one group", ["group"], table("a", 0, 4, 0, 8) + table("b", 20, 5, 3, 9))
    case("nobody selected in one group", ["group"], table("a", 14, 4, 0, 0) + table("b", 20, 5, 3, 9))
    case("perfect", ["group"], table("a", 30, 0, 0, 10) + table("b", 12, 0, 0, 40))
    case("always wrong", ["group"], table("a", 0, 30, 10, 0) + table("b", 0, 12, 40, 0))
    case("identical groups", ["group"], table("a", 9, 3, 2, 7) + table("b", 9, 3, 2, 7))
    case("no labels", ["group"], [["a", None, 1, 20], ["a", None, 0, 30], ["b", None, 1, 10], ["b", None, 0, 40]])
    case("labels of one group only", ["group"], table("a", 9, 3, 2, 7) + [["b", None, 1, 10], ["b", None, 0, 5]])
    case("one huge, one tiny", ["group"], table("a", 4000, 300, 200, 1500) + table("b", 1, 1, 1, 1))
    case("hostile names", ["group"], table("__proto__", 9, 3, 2, 7) + table("constructor", 5, 5, 5, 5) + table("<b>", 1, 2, 3, 4))
    simpson = [
        ["women", "A", None, 1, 89], ["women", "A", None, 0, 19], ["men", "A", None, 1, 512], ["men", "A", None, 0, 313],
        ["women", "B", None, 1, 17], ["women", "B", None, 0, 8], ["men", "B", None, 1, 353], ["men", "B", None, 0, 207],
        ["women", "C", None, 1, 202], ["women", "C", None, 0, 391], ["men", "C", None, 1, 120], ["men", "C", None, 0, 205],
        ["women", "D", None, 1, 131], ["women", "D", None, 0, 244], ["men", "D", None, 1, 138], ["men", "D", None, 0, 279],
        ["women", "E", None, 1, 94], ["women", "E", None, 0, 299], ["men", "E", None, 1, 53], ["men", "E", None, 0, 138],
        ["women", "F", None, 1, 24], ["women", "F", None, 0, 317], ["men", "F", None, 1, 22], ["men", "F", None, 0, 351],
    ]
    case("Berkeley admissions 1973", ["gender", "department"], simpson, stratified=True)


def random_cases():
    for seed in range(70):
        source = random.Random(seed)
        sizes = [[2], [3], [5], [9], [2, 3], [3, 4], [2, 2, 2]][seed % 7]
        names = [f"a{i}" for i in range(len(sizes))]
        combinations = list(itertools.product(*[[f"v{j}" for j in range(size)] for size in sizes]))
        scale = source.choice([3, 10, 100, 1000])
        rows = []
        for combination in combinations:
            # A quarter of the cells of an intersection is empty.
            if len(sizes) > 1 and source.random() < 0.25:
                continue
            for y, p in itertools.product((0, 1), (0, 1)):
                count = source.randrange(scale)
                if count:
                    rows.append([*combination, y, p, count])
                # In every third case some rows have no label yet.
                if seed % 3 == 0 and y == 0:
                    late = source.randrange(scale)
                    if late:
                        rows.append([*combination, None, p, late])
        if rows:
            case(f"random {seed}", names, rows)
    for seed in range(8):
        source = random.Random(1000 + seed)
        rows = [
            [f"g{g}", f"s{s}", None, p, source.randrange(1, 60)]
            for g in range(2 + seed % 3)
            for s in range(1 + seed % 4)
            for p in (0, 1)
            if source.random() > 0.1
        ]
        case(f"strata {seed}", ["group", "stratum"], rows, stratified=True)


def main():
    named_cases()
    random_cases()
    lines = "".join(json.dumps(entry, allow_nan=False) + "\n" for entry in cases)
    Path(__file__).with_name("fairness.jsonl").write_text(lines)
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
