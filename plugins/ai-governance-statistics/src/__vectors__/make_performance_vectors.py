#!/usr/bin/env python3
"""Makes performance.jsonl: the numbers that realised performance is held against, from scikit-learn.

Run it in this folder with scikit-learn 1.3 or newer and SciPy (`pip install scikit-learn scipy`). The output is committed, so
the tests need no Python. Samples are given by seed and size: `uniform` is the generator of make_vectors.py and of
__testUtils__/samples.ts, and each case is made from uniform numbers by steps that are exact in both languages.
"""
import json
import math
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics as sk

from make_vectors import uniform

warnings.resetwarnings()
warnings.simplefilter("ignore")
cases = []


def binary(seed, size, shape, threshold):
    """Scores u (flat), u² (low) or 1 − u² (high); the label is positive with the score's probability, bent by `shape`."""
    u, v = uniform(seed, size), uniform(seed + 1, size)
    score = {"flat": u, "low": u * u, "high": 1 - u * u, "rare": u * u * u * u}[shape]
    chance = score * score if seed % 2 else score
    label = (v < chance).astype(int)
    decision = (score >= threshold).astype(int)
    expect = {
        "accuracy": sk.accuracy_score(label, decision),
        "precision": sk.precision_score(label, decision, zero_division=math.nan),
        "recall": sk.recall_score(label, decision, zero_division=math.nan),
        "specificity": sk.recall_score(label, decision, pos_label=0, zero_division=math.nan),
        "f1": sk.f1_score(label, decision, zero_division=math.nan),
        "auc": sk.roc_auc_score(label, score) if 0 < label.sum() < size else math.nan,
        "log-loss": sk.log_loss(label, np.clip(score, 1e-5, 1 - 1e-5), labels=[0, 1]),
        "brier": sk.brier_score_loss(label, score),
    }
    add("binary", {"seed": seed, "size": size, "shape": shape, "threshold": threshold}, expect)


def multi(seed, size, classes, skill):
    """Label by u; prediction is the label where v < skill, else by w."""
    u, v, w = (uniform(seed + i, size) for i in range(3))
    label = np.floor(u * u * classes).astype(int)
    prediction = np.where(v < skill, label, np.floor(w * classes).astype(int))

    def of(score, average):
        return score(label, prediction, average=average, zero_division=math.nan)

    expect = {
        "accuracy": sk.accuracy_score(label, prediction),
        "precision-macro": of(sk.precision_score, "macro"),
        "recall-macro": of(sk.recall_score, "macro"),
        "f1-macro": of(sk.f1_score, "macro"),
        "f1-micro": of(sk.f1_score, "micro"),
        "f1-weighted": of(sk.f1_score, "weighted"),
    }
    if len(set(label) - set(prediction)) == 0:
        expect["precision-weighted"] = of(sk.precision_score, "weighted")
    add("multi", {"seed": seed, "size": size, "classes": classes, "skill": skill}, expect)


def regression(seed, size, mean, spread, noise):
    u, v = uniform(seed, size), uniform(seed + 1, size)
    label = mean + spread * (u - 0.5)
    prediction = label + noise * (v - 0.4)
    expect = {
        "mae": sk.mean_absolute_error(label, prediction),
        "rmse": math.sqrt(sk.mean_squared_error(label, prediction)),
        "bias": float(np.mean(prediction - label)),
        "r2": sk.r2_score(label, prediction),
    }
    add("regression", {"seed": seed, "size": size, "mean": mean, "spread": spread, "noise": noise}, expect)


def add(task, sample, expect):
    clean = {key: None if math.isnan(value) else float(value) for key, value in expect.items()}
    cases.append({"task": task, "sample": sample, "expect": clean})


def main():
    seed = 1
    for size in (3, 40, 500, 20_000):
        for shape in ("flat", "low", "high", "rare"):
            for threshold in (0.5, 0.9):
                binary(seed, size, shape, threshold)
                seed += 3
    for size in (5, 60, 5_000):
        for classes in (3, 5, 12):
            for skill in (0.0, 0.8, 1.0):
                multi(seed, size, classes, skill)
                seed += 3
    for size in (2, 50, 4_000):
        for mean, spread, noise in [(0, 1, 0.1), (1e6, 3e5, 5e4), (-3, 1e-3, 1e-5), (1e9, 10, 30)]:
            regression(seed, size, mean, spread, noise)
            seed += 3
    lines = "".join(json.dumps(entry, allow_nan=False) + "\n" for entry in cases)
    Path(__file__).with_name("performance.jsonl").write_text(lines)
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
