"""A scene of bench/raster-scene.js as diffvg's paths and groups, in pixels, every parameter wanting its gradient.

diffvg's stroke_width is half the pen's diameter. Blobs are closed paths with a fill and no stroke; their last cubic
ends in the first point, which is not repeated.
"""

import pydiffvg
import torch


def build(scene):
    unit = min(scene["width"], scene["height"])
    points = torch.tensor(scene["points"]).reshape(-1, 2) * unit
    colours = torch.tensor(scene["colours"]).reshape(-1, 4)
    closed = scene.get("closed", False)
    shapes, groups, first = [], [], 0
    for index, segments in enumerate(scene["segments"]):
        count = 3 * segments + (0 if closed else 1)
        width = 0.0 if closed else scene["widths"][index] * unit / 2
        colour = colours[index].clone().contiguous().requires_grad_()
        shapes.append(
            pydiffvg.Path(
                num_control_points=torch.full((segments,), 2, dtype=torch.int32),
                points=points[first : first + count].clone().contiguous().requires_grad_(),
                stroke_width=torch.tensor(width).requires_grad_(not closed),
                is_closed=closed,
            )
        )
        groups.append(
            pydiffvg.ShapeGroup(
                shape_ids=torch.tensor([index]),
                fill_color=colour if closed else None,
                stroke_color=None if closed else colour,
            )
        )
        first += count
    return shapes, groups
