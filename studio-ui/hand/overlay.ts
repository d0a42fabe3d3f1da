/**
 * @file What is drawn over the sheet for the hand: what is selected and held, the region, what is being drawn. Free of
 * any framework; nothing here moves by itself.
 */
import type { MarkOutline } from '../engine/mark-outlines.js';

type Point = readonly [x: number, y: number];

/** Everything that is shown; lengths in canvas units. */
export interface Overlay {
  readonly outlines: readonly MarkOutline[];
  readonly selected: ReadonlySet<number>;
  readonly held: ReadonlySet<number>;
  readonly region: readonly Point[] | null;
  /** How far the selected marks have been dragged. */
  readonly shift: Point;
  /** Corners of the box that is being drawn to select with. */
  readonly box: readonly [Point, Point] | null;
  /** What is being drawn, and whether it closes. */
  readonly path: readonly Point[];
  readonly closed: boolean;
  readonly penColour: string;
  readonly penWidth: number;
}

export interface OverlayColours {
  readonly accent: string;
  readonly halo: string;
}

/** Lengths in CSS pixels. */
const LINE = 2;
const HALO = 4;
const PIN = 7;

/** @param unit device pixels in a canvas unit; @param ratio device pixels in a CSS pixel */
export function paintOverlay(
  context: CanvasRenderingContext2D,
  overlay: Overlay,
  { accent, halo }: OverlayColours,
  unit: number,
  ratio: number,
): void {
  const { canvas } = context;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const pixel = ratio / unit;

  const twice = (path: Path2D, width: number): void => {
    context.lineWidth = width * pixel + HALO * pixel;
    context.strokeStyle = halo;
    context.stroke(path);
    context.lineWidth = width * pixel;
    context.strokeStyle = accent;
    context.stroke(path);
  };
  const at = ([x, y]: Point): void => context.setTransform(unit, 0, 0, unit, x * unit, y * unit);

  if (overlay.region) {
    at([0, 0]);
    // What is not worked on is dimmed.
    const around = new Path2D();
    around.rect(-9, -9, 18 + canvas.width / unit, 18 + canvas.height / unit);
    around.addPath(lines(overlay.region, true));
    context.fillStyle = 'rgb(60 50 30 / 0.22)';
    context.fill(around, 'evenodd');
    context.setLineDash([6 * pixel, 4 * pixel]);
    twice(lines(overlay.region, true), LINE / 2);
    context.setLineDash([]);
  }
  for (const { name, path } of overlay.outlines) {
    if (!overlay.selected.has(name)) continue;
    at(overlay.shift);
    twice(path, LINE);
  }
  for (const { name, path, centre } of overlay.outlines) {
    if (!overlay.held.has(name)) continue;
    at(overlay.selected.has(name) ? overlay.shift : [0, 0]);
    if (!overlay.selected.has(name)) {
      context.setLineDash([1, 4 * pixel]);
      twice(path, LINE / 2);
      context.setLineDash([]);
    }
    pin(context, centre, PIN * pixel, accent, halo);
  }
  at([0, 0]);
  if (overlay.box) {
    const [[ax, ay], [bx, by]] = overlay.box;
    const box = new Path2D();
    box.rect(Math.min(ax, bx), Math.min(ay, by), Math.abs(bx - ax), Math.abs(by - ay));
    context.setLineDash([5 * pixel, 4 * pixel]);
    twice(box, LINE / 2);
    context.setLineDash([]);
  }
  if (overlay.path.length > 1) {
    const path = lines(overlay.path, overlay.closed);
    context.strokeStyle = overlay.penColour;
    context.lineWidth = Math.max(overlay.penWidth, 1.5 * pixel);
    context.stroke(path);
  }
}

function lines(points: readonly Point[], closed: boolean): Path2D {
  const path = new Path2D();
  for (const [x, y] of points) path.lineTo(x, y);
  if (closed) path.closePath();
  return path;
}

/** A round head on a point: this mark is pinned down. */
function pin(
  context: CanvasRenderingContext2D,
  [x, y]: Point,
  size: number,
  accent: string,
  halo: string,
): void {
  const path = new Path2D();
  path.moveTo(x, y);
  path.lineTo(x - 0.55 * size, y - 1.3 * size);
  path.arc(x, y - 1.6 * size, 0.65 * size, Math.PI - 0.5, 0.5);
  path.closePath();
  context.lineWidth = 0.35 * size;
  context.strokeStyle = halo;
  context.stroke(path);
  context.fillStyle = accent;
  context.fill(path);
}
