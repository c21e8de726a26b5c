"""The two models fitted plainly: every customer for himself, and searches that know no slopes."""

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln


def slow_repeat_buyers(x, t, now):
    """Return r, alpha, a and b of BG/NBD, equation (6) of Fader, Hardie and Lee (2005)."""
    unit = now.max()

    def loss(logs):
        r, alpha, a, b = np.exp(np.clip(logs, -12, 12))
        alpha = alpha * unit
        before = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        stayed = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + now)
        gone = betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + t)
        return -(before + np.where(x > 0, np.logaddexp(stayed, gone), stayed)).mean()

    r, alpha, a, b = np.exp(climbed(loss, np.zeros(4)))
    return r, alpha * unit, a, b


def slow_order_worth(x, m):
    """Return p, q and v of Gamma–Gamma, equation (1a) of Fader and Hardie (2013)."""
    x, m = x[x > 0], m[x > 0]
    unit = m.mean()

    def loss(logs):
        p, q, v = np.exp(np.clip(logs, -12, 12))
        z = m / unit
        shapes = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v) + (p * x - 1) * np.log(z)
        return -(shapes + p * x * np.log(x) - (p * x + q) * np.log(x * z + v)).mean()

    p, q, v = np.exp(climbed(loss, np.log([6.0, 4.0, 0.5])))
    return p, q, v * unit


def climbed(loss, start):
    options = {"xatol": 1e-10, "fatol": 1e-14, "maxiter": 4_000, "maxfev": 4_000}
    return minimize(loss, start, method="Nelder-Mead", options=options).x
