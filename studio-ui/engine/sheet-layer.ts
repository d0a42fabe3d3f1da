/**
 * @file The picture on the screen, free of any framework: takes frames as they come from the socket, glides
 * between them at the display's rate and says which frames a person has seen. It works only while the page is
 * visible, never takes more than about a third of the page's time, and holds still when motion is unwelcome.
 */
import paper from 'paper/dist/paper-core';
import { type Frame, hasVaryingWidths, type Shapes, type Strokes } from '../../src/protocol/index.js';
import { paintImage, paintOutlines, paintShapes } from './painters.js';
import { StrokePaths } from './stroke-paths.js';
import { FramePace, Tween } from './tween.js';

/** What is drawn of a frame: marks that glide, or an image that does not. */
type Marks = Strokes | Shapes;

/** The longer side of the canvas, in device pixels: more costs time and shows nothing new. */
const LARGEST_SIDE = 1600;
/** After a picture the page rests this many times as long as the picture took, painting included. */
const REST = 2;

export class SheetLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #onShown: (frame: Frame) => void;
  readonly #tween = new Tween<Marks>();
  readonly #pace = new FramePace();
  readonly #stopping = new AbortController();
  /** A message to oneself arrives after the browser has painted: that ends the cost of a picture. */
  readonly #painted = new MessageChannel();
  #scope: paper.PaperScope | null = null;
  #paths: StrokePaths | null = null;
  #observer: ResizeObserver | null = null;
  #calm = false;
  #frame: Frame | null = null;
  #image: ImageBitmap | null = null;
  /** The frame is new: the person has not seen any of it. */
  #unseen = false;
  #request = 0;
  #drawnAt = 0;
  #restUntil = 0;
  #stale = false;

  /** `onShown` gets each frame once, when the first picture towards it is on the canvas. */
  constructor(canvas: HTMLCanvasElement, onShown: (frame: Frame) => void) {
    this.#canvas = canvas;
    this.#onShown = onShown;
  }

  start(): void {
    const scope = new paper.PaperScope();
    // Device pixels are counted here, so paper.js must not scale a second time.
    this.#canvas.setAttribute('hidpi', 'off');
    scope.setup(this.#canvas);
    scope.view.autoUpdate = false;
    this.#scope = scope;
    this.#paths = new StrokePaths(scope.project.activeLayer);
    this.#observer = new ResizeObserver(() => this.resize());
    this.#observer.observe(this.#canvas.parentElement ?? this.#canvas);
    const { signal } = this.#stopping;
    const motion = window.matchMedia('(prefers-reduced-motion: reduce)');
    this.#calm = motion.matches;
    motion.addEventListener('change', () => (this.#calm = motion.matches), { signal });
    document.addEventListener('visibilitychange', () => this.#schedule(), { signal });
    this.#painted.port1.onmessage = () => {
      const now = performance.now();
      this.#restUntil = now + REST * (now - this.#drawnAt);
    };
    this.resize();
  }

  dispose(): void {
    this.#stopping.abort();
    this.#painted.port1.close();
    this.#observer?.disconnect();
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    this.#scope?.project.remove();
    this.#scope = null;
    this.#paths = null;
  }

  /** The frame on show, or on its way there. */
  get frame(): Frame | null {
    return this.#frame;
  }

  /** Takes the newest frame; marks glide to it over the time that frames are apart. */
  setFrame(frame: Frame): void {
    if (frame.kind !== 'image') {
      this.#image?.close();
      this.#image = null;
      this.#take(frame, frame.kind === 'strokes' ? frame.strokes : frame.shapes);
      return;
    }
    // A browser decodes on a thread of its own; a frame that was overtaken meanwhile is not shown.
    const jpeg = new Blob([frame.jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' });
    createImageBitmap(jpeg).then(
      (image) => {
        const late = this.#frame !== null && this.#frame.sequence > frame.sequence;
        if (late || this.#scope === null) return image.close();
        this.#image?.close();
        this.#image = image;
        this.#take(frame, null);
      },
      () => this.#onShown(frame),
    );
  }

  #take(frame: Frame, marks: Marks | null): void {
    const now = performance.now();
    const gap = this.#pace.arrived(now);
    const sameDrawing = this.#frame?.run === frame.run;
    const still = this.#calm || !sameDrawing || document.visibilityState === 'hidden';
    if (marks !== null) this.#tween.aim(marks, now, still ? 0 : gap);
    const resized = this.#frame?.width !== frame.width || this.#frame.height !== frame.height;
    this.#frame = frame;
    this.#unseen = true;
    this.#stale = true;
    const [red, green, blue] = frame.paper.map((level) => Math.round(level * 255));
    this.#canvas.style.backgroundColor = `rgb(${red} ${green} ${blue})`;
    if (resized) this.resize();
    else this.#schedule();
  }

  /** Fits the canvas to its place on the page; called by itself when that place changes. */
  resize(): void {
    const view = this.#scope?.view;
    if (view === undefined) return;
    const box = this.#canvas.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    const ratio = Math.min(window.devicePixelRatio, LARGEST_SIDE / Math.max(box.width, box.height));
    const width = Math.max(1, Math.round(box.width * ratio));
    const height = Math.max(1, Math.round(box.height * ratio));
    view.viewSize = new paper.Size(width, height);
    const frame = this.#frame;
    if (frame !== null) {
      const scale = Math.min(width / frame.width, height / frame.height);
      view.matrix = new paper.Matrix(scale, 0, 0, scale, 0, 0);
    }
    this.#stale = true;
    // Setting a canvas' size clears it: draw before the browser paints the empty one.
    this.#draw(performance.now());
    this.#schedule();
  }

  #schedule(): void {
    if (this.#request !== 0 || this.#scope === null || document.visibilityState === 'hidden') return;
    if (!this.#stale && this.#tween.settled) return;
    this.#request = requestAnimationFrame((now) => {
      this.#request = 0;
      if (now >= this.#restUntil) this.#draw(performance.now());
      this.#schedule();
    });
  }

  #draw(now: number): void {
    const frame = this.#frame;
    if (frame === null || this.#scope === null) return;
    this.#tween.advance(now);
    if (!this.#paint(frame)) return;
    this.#stale = false;
    this.#drawnAt = now;
    this.#painted.port2.postMessage(null);
    if (this.#unseen) {
      this.#unseen = false;
      this.#onShown(frame);
    }
  }

  /** @returns whether there was something to paint */
  #paint(frame: Frame): boolean {
    const context = this.#canvas.getContext('2d');
    const marks = this.#tween.shown;
    if (context === null || this.#scope === null || this.#paths === null) return false;
    const { width, height } = this.#canvas;
    const scale = Math.min(width / frame.width, height / frame.height) * Math.min(frame.width, frame.height);
    if (frame.kind === 'image') {
      if (this.#image === null) return false;
      paintImage(context, this.#image);
    } else if (marks === null) return false;
    else if ('kinds' in marks) paintShapes(context, marks, scale);
    else if (hasVaryingWidths(marks)) paintOutlines(context, marks, scale);
    else {
      this.#paths.show(marks, Math.min(frame.width, frame.height));
      this.#scope.view.update();
    }
    return true;
  }
}
