"""The families of drawings: lines, bars, candles, circles, contours, grids and type. Pure functions."""

from math import cos, exp, hypot, pi, sin

WIDTH, HEIGHT = 640, 480  # every ratio is cut from the middle of this


def lines(random, ink, second):
    """Eight slow waves that fade towards the foot, as of a market seen from far."""
    shift, swell = random.uniform(0, 2 * pi), random.uniform(14, 24)
    drawn = []
    for row in range(8):
        fade = row / 7
        base, phase = 104 + row * 41, shift + row * random.uniform(0.45, 0.8)
        points, drift = [], 0.0
        for step in range(65):
            drift = drift * 0.7 + random.uniform(-2.6, 2.6) * (1 - fade * 0.5)
            turn = step / 64 * 2 * pi * (0.8 + fade * 0.9)
            points.append((step * 10, base + swell * sin(turn + phase) + drift))
        colour = ink if row < 4 else second
        drawn.append(_polyline(points, colour, width=2.6 - fade, opacity=1 - fade * 0.55))
    return "".join(drawn)


def bars(random, ink, second):
    """A season of volumes."""
    height, drawn, heights = 120.0, [], []
    for _week in range(34):
        height = min(300, max(46, height + random.gauss(0, 62)))
        heights.append(height)
    for place, tall in enumerate(heights):
        colour = ink if random.random() < 0.4 else second
        drawn.append(_rect(20 + place * 18, 424 - tall, 8, tall, colour, random.uniform(0.55, 1)))
    return "".join(drawn)


def candles(random, ink, second):
    """Open, high, low, close, and the volume below."""
    price, drawn, step = random.uniform(150, 300), [], random.choice((19, 23, 28))
    level, slope = price, random.uniform(-5, 5)
    for day in range(600 // step):
        level += slope
        opened, price = price, min(320, max(100, price + random.gauss((level - price) / 5, 30)))
        left, top, foot = 22 + day * step, min(opened, price), max(opened, price)
        wick_top, wick_foot = top - random.uniform(6, 34), foot + random.uniform(6, 34)
        colour, strength = (ink, 1) if price < opened else (second, 0.75)
        volume = 8 + abs(price - opened) * random.uniform(0.4, 1.1)
        drawn.append(_rect(left + step / 4 - 0.8, wick_top, 1.6, wick_foot - wick_top, second, 0.9))
        drawn.append(_rect(left, top, step / 2, max(foot - top, 3), colour, strength))
        drawn.append(_rect(left, 410 - volume, step / 2, volume, second, 0.45))
    return "".join(drawn)


def circles(random, ink, second):
    """Bubbles that rise."""
    drawn = []
    for _bubble in range(54):
        radius = 4 + 34 * random.random() ** 2.4
        x, y = random.uniform(0, WIDTH), random.uniform(0, HEIGHT)
        colour, strength = (ink, 0.9) if random.random() < 0.35 else (second, 0.75)
        drawn.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}" fill="none" stroke="{colour}"'
            f' stroke-width="1.8" stroke-opacity="{strength * random.uniform(0.5, 1):.2f}"/>'
        )
    return "".join(drawn)


def contours(random, ink, second):
    """A hill on a map, its top somewhere off the middle."""
    x, y = random.uniform(140, 500), random.uniform(120, 360)
    waves = [
        (turns, random.uniform(0, 2 * pi), random.uniform(0.04, 0.16) / turns**0.5) for turns in (2, 3, 5)
    ]
    drawn = []
    for ring in range(1, 17):
        reach = ring * 27
        points = []
        for step in range(49):
            angle = step / 48 * 2 * pi
            bend = 1 + sum(much * sin(turns * angle + start + ring * 0.11) for turns, start, much in waves)
            points.append((x + 1.25 * reach * bend * cos(angle), y + reach * bend * sin(angle)))
        colour = ink if ring % 4 == 1 else second
        drawn.append(_polyline(points, colour, width=2.6 if ring % 4 == 1 else 1.7, opacity=1 - ring / 30))
    return "".join(drawn)


def grid(random, ink, second):
    """A field of squares that swells around two places, as holdings do."""
    peaks = [(random.uniform(60, 580), random.uniform(60, 420), random.uniform(110, 190)) for _ in range(2)]
    tones = {}
    for x in range(16, WIDTH, 32):
        for y in range(16, HEIGHT, 32):
            weight = max(exp(-((hypot(x - px, y - py) / wide) ** 2)) for px, py, wide in peaks)
            side = round(3 + 19 * weight)
            square = f"M{x - side // 2} {y - side // 2}h{side}v{side}h-{side}z"
            tones.setdefault(round(weight * 5), []).append(square)
    return "".join(
        f'<path d="{"".join(squares)}" fill="{ink if tone > 2 else second}"'
        f' fill-opacity="{0.35 + 0.12 * tone:.2f}"/>'
        for tone, squares in tones.items()
    )


def type_(random, ink, second):
    """One character of Songti, the same in both scripts, beside the lines of a column."""
    glyph, right = random.choice("察析思辨衡度理明本文言信"), random.random() < 0.5
    x, column = (440, 56) if right else (200, 372)
    drawn = [_rect(column, 96 + row * 40, random.uniform(90, 212), 3, second, 0.5) for row in range(8)]
    drawn.append(
        f'<text x="{x}" y="346" font-size="286" text-anchor="middle" font-weight="700"'
        " font-family=\"'Songti SC','Noto Serif CJK SC','Source Han Serif SC',STSong,serif\""
        f' fill="{ink}" fill-opacity=".72">{glyph}</text>'
    )
    return "".join(drawn)


def _polyline(points, colour, *, width, opacity):
    path = "M" + "L".join(f"{x:.0f} {y:.1f}" for x, y in points)
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"'
        f' stroke-opacity="{opacity:.2f}" stroke-linejoin="round"/>'
    )


def _rect(x, y, width, height, colour, opacity):
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' fill="{colour}" fill-opacity="{opacity:.2f}"/>'
    )


FAMILIES = {
    "lines": lines,
    "bars": bars,
    "candles": candles,
    "circles": circles,
    "contours": contours,
    "grid": grid,
    "type": type_,
}
