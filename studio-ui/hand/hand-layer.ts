/**
 * @file The hand over the sheet, free of any framework: pointers become selections, moves, strokes and lassos, and what
 * they are about is drawn over the picture. It says what it wants done as edits; the studio answers with a frame.
 */
import { type Edit, editLimits, type Frame, type Handiwork } from '../../src/protocol/index.js';
import { blobWithin, outlineOf, strokeAlong, type Touch } from '../engine/freehand.js';
import { type MarkOutline, markAt, marksWithin, outlinesOf } from '../engine/mark-outlines.js';
import type { Store } from '../state/store.js';
import { type Overlay, paintOverlay } from './overlay.js';
import { rgbOf, type ToolAction, type Toolbox } from './toolbox.js';

type Point = readonly [x: number, y: number];

/** How far beside a mark a finger or a mouse may land, CSS pixels. */
const REACH = { mouse: 4, pen: 6, touch: 14 } as const;
/** Around lines, so that they are seen on any picture. */
const HALO = 'rgb(255 255 255 / 0.85)';
/** A pointer that moves less has clicked, CSS pixels. */
const CLICK = 4;

interface Gesture {
  readonly doing: 'move' | 'box' | 'path';
  readonly start: Point;
  readonly additive: boolean;
  /** Places of the pointer so far. */
  readonly touches: Touch[];
  isClick: boolean;
}

export class HandLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #store: Store<Toolbox, ToolAction>;
  readonly #send: (edit: Edit) => Promise<unknown>;
  readonly #stopping = new AbortController();
  #observer: ResizeObserver | null = null;
  #frame: Frame | null = null;
  #outlines: readonly MarkOutline[] | null = null;
  #handiwork: Handiwork = { held: [], outline: null };
  #gesture: Gesture | null = null;
  #shift: Point = [0, 0];
  #request = 0;

  constructor(
    canvas: HTMLCanvasElement,
    store: Store<Toolbox, ToolAction>,
    send: (edit: Edit) => Promise<unknown>,
  ) {
    this.#canvas = canvas;
    this.#store = store;
    this.#send = send;
  }

  start(): void {
    const { signal } = this.#stopping;
    const on = (name: 'pointerdown' | 'pointermove' | 'pointerup', act: (event: PointerEvent) => void) =>
      this.#canvas.addEventListener(name, act, { signal });
    on('pointerdown', (event) => this.#down(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#up(event));
    this.#canvas.addEventListener('pointercancel', () => this.cancel(), { signal });
    this.#observer = new ResizeObserver(() => this.#schedule());
    this.#observer.observe(this.#canvas);
    const unsubscribe = this.#store.subscribe(() => this.#schedule());
    signal.addEventListener('abort', unsubscribe);
  }

  dispose(): void {
    this.#stopping.abort();
    this.#observer?.disconnect();
    cancelAnimationFrame(this.#request);
  }

  /** The frame that is on the sheet now. */
  show(frame: Frame): void {
    if (this.#frame?.run !== frame.run) this.cancel();
    this.#frame = frame;
    this.#outlines = null;
    const canDraw = frame.kind !== 'image';
    this.#store.dispatch({ type: 'shown', marks: frame.marks, canDraw });
    this.#schedule();
  }

  /** What is held and worked on, as the studio says. */
  tell(handiwork: Handiwork): void {
    this.#handiwork = handiwork;
    this.#schedule();
  }

  /** Lets go of what is being drawn or dragged. @returns whether there was anything */
  cancel(): boolean {
    const was = this.#gesture !== null;
    this.#gesture = null;
    this.#shift = [0, 0];
    this.#schedule();
    return was;
  }

  #marks(): readonly MarkOutline[] {
    this.#outlines ??= this.#frame ? outlinesOf(this.#frame) : [];
    return this.#outlines;
  }

  /** CSS pixels in a canvas unit. */
  get #unit(): number {
    const { clientWidth, clientHeight } = this.#canvas;
    return Math.max(1, Math.min(clientWidth, clientHeight));
  }

  #touch(event: PointerEvent): Touch {
    const box = this.#canvas.getBoundingClientRect();
    const unit = this.#unit;
    const pressure = event.pointerType === 'pen' ? event.pressure : 0.5;
    return { x: (event.clientX - box.left) / unit, y: (event.clientY - box.top) / unit, pressure };
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary || this.#frame === null) return;
    const touch = this.#touch(event);
    const start: Point = [touch.x, touch.y];
    const additive = event.shiftKey;
    const { tool, selected } = this.#store.get();
    let doing: Gesture['doing'] = 'path';
    if (tool === 'select') {
      const hit = this.#hit(start, event.pointerType);
      doing = hit === undefined ? 'box' : 'move';
      if (hit !== undefined && additive) this.#store.dispatch({ type: 'toggled', marks: [hit] });
      else if (hit !== undefined && !selected.includes(hit))
        this.#store.dispatch({ type: 'selected', marks: [hit] });
    }
    this.#gesture = { doing, start, additive, touches: [touch], isClick: true };
    this.#canvas.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const gesture = this.#gesture;
    if (gesture === null) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) gesture.touches.push(this.#touch(each));
    const { x, y } = this.#touch(event);
    const [dx, dy] = [x - gesture.start[0], y - gesture.start[1]];
    if (Math.hypot(dx, dy) * this.#unit > CLICK) gesture.isClick = false;
    if (gesture.doing === 'move' && !gesture.isClick) this.#shift = [dx, dy];
    this.#schedule();
  }

  #up(event: PointerEvent): void {
    const gesture = this.#gesture;
    if (gesture === null) return;
    gesture.touches.push(this.#touch(event));
    const { x, y } = gesture.touches.at(-1)!;
    if (gesture.doing === 'path') this.#finishPath(gesture.touches);
    else if (gesture.doing === 'box') {
      const marks = gesture.isClick ? [] : marksWithin(this.#marks(), gesture.start, [x, y]);
      if (!gesture.additive) this.#store.dispatch({ type: 'selected', marks });
      else if (marks.length > 0) this.#store.dispatch({ type: 'toggled', marks });
    } else if (!gesture.isClick) {
      const marks = [...this.#store.get().selected];
      const move: [number, number] = [x - gesture.start[0], y - gesture.start[1]];
      this.#gesture = null;
      // What was dragged is shown where it was left until the studio has moved it.
      void this.#send({ type: 'alter', marks, change: { move } }).finally(() => this.cancel());
      return;
    }
    this.cancel();
  }

  #finishPath(touches: readonly Touch[]): void {
    const { tool, selected, colour, opacity, width } = this.#store.get();
    if (tool === 'lasso') {
      const outline = outlineOf(touches, editLimits.corners);
      if (outline.length >= 3) void this.#send({ type: 'region', outline });
      return;
    }
    const pen = { colour: rgbOf(colour), opacity, width: width / 1000 };
    const picture = this.#frame?.kind === 'shapes' ? blobWithin(touches, pen) : strokeAlong(touches, pen);
    if (picture === null) return;
    const mark = selected.at(-1);
    if (tool === 'draw') void this.#send({ type: 'add', picture });
    else if (mark !== undefined) void this.#send({ type: 'replace', mark, picture });
  }

  #hit(place: Point, pointer: string): number | undefined {
    const context = this.#canvas.getContext('2d');
    if (context === null) return undefined;
    context.setTransform(1, 0, 0, 1, 0, 0);
    const reach = REACH[pointer as keyof typeof REACH] ?? REACH.mouse;
    return markAt(this.#marks(), place, reach / this.#unit, context);
  }

  #schedule(): void {
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      this.#paint();
    });
  }

  #paint(): void {
    const canvas = this.#canvas;
    const context = canvas.getContext('2d');
    if (context === null) return;
    const ratio = Math.min(window.devicePixelRatio, 2);
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const colours = { accent: getComputedStyle(canvas).color, halo: HALO };
    paintOverlay(context, this.#overlay(), colours, this.#unit * ratio, ratio);
  }

  #overlay(): Overlay {
    const { tool, selected, colour, width } = this.#store.get();
    const { held, outline } = this.#handiwork;
    const gesture = this.#gesture;
    const here = gesture?.touches.at(-1);
    const isShown = selected.length > 0 || held.length > 0;
    const path = gesture?.doing === 'path' ? gesture.touches.map(({ x, y }): Point => [x, y]) : [];
    const isPen = tool === 'draw' || tool === 'replace';
    return {
      outlines: isShown ? this.#marks() : [],
      selected: new Set(selected),
      held: new Set(held),
      region: outline,
      shift: this.#shift,
      box: gesture?.doing === 'box' && here && !gesture.isClick ? [gesture.start, [here.x, here.y]] : null,
      path,
      closed: tool === 'lasso',
      penColour: isPen ? colour : 'rgb(60 50 30)',
      penWidth: isPen && this.#frame?.kind !== 'shapes' ? width / 1000 : 0,
    };
  }
}
