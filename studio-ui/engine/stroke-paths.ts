/**
 * @file Strokes as paper.js paths on one layer: paths are made when the layout of the strokes changes and only
 * moved, widened and recoloured after that, so a drawing of 256 strokes makes no garbage while it moves.
 * The project's coordinates are the drawing's own pixels; the view scales them to the screen.
 */
/// <reference types="paper" />
import paper from 'paper/dist/paper-core';
import type { Strokes } from '../../src/protocol/index.js';

/** Strokes come in canvas units; `unit` is the number of project coordinates in one of them. */
export class StrokePaths {
  readonly #layer: paper.Layer;
  #paths: paper.Path[] = [];
  #layout = '';

  constructor(layer: paper.Layer) {
    this.#layer = layer;
  }

  /** Brings the paths to the given strokes. */
  show(strokes: Strokes, unit: number): void {
    const layout = strokes.segments.join();
    if (layout !== this.#layout) {
      this.#rebuild(strokes.segments);
      this.#layout = layout;
    }
    let at = 0;
    this.#paths.forEach((path, stroke) => {
      at = movePath(path, strokes.points, at, unit);
      path.strokeWidth = strokes.widths[stroke]! * unit;
      const colour = path.strokeColor!;
      colour.red = strokes.colours[4 * stroke]!;
      colour.green = strokes.colours[4 * stroke + 1]!;
      colour.blue = strokes.colours[4 * stroke + 2]!;
      colour.alpha = strokes.colours[4 * stroke + 3]!;
    });
  }

  #rebuild(segments: Uint8Array): void {
    this.#layer.removeChildren();
    this.#paths = Array.from(segments, (count) => {
      const path = new paper.Path({
        insert: false,
        strokeCap: 'round',
        strokeJoin: 'round',
        strokeColor: new paper.Color(0, 0, 0, 1),
      });
      for (let anchor = 0; anchor <= count; anchor++) path.add(new paper.Segment(new paper.Point(0, 0)));
      return path;
    });
    this.#layer.addChildren(this.#paths);
  }
}

/**
 * Sets one path to the control points that start at index `at` (x, y pairs) and returns the index after them.
 * paper.js keeps handles relative to their anchor; the chain is P0 C C P1 C C P2 …
 */
function movePath(path: paper.Path, points: Float32Array, at: number, unit: number): number {
  const last = path.segments.length - 1;
  path.segments.forEach((segment, anchor) => {
    const i = at + 6 * anchor;
    const x = points[i]! * unit;
    const y = points[i + 1]! * unit;
    segment.point.set(x, y);
    if (anchor > 0) segment.handleIn.set(points[i - 2]! * unit - x, points[i - 1]! * unit - y);
    if (anchor < last) segment.handleOut.set(points[i + 2]! * unit - x, points[i + 3]! * unit - y);
  });
  return at + 6 * last + 2;
}
