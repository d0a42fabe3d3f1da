/** @file What the tests of drawings share: one model, small settings for any medium, and bytes to compare. */
import { type CanvasName, canvases } from '../canvas/index.js';
import { loadClip } from '../clip/index.js';
import { Drawing } from './drawing.js';
import type { DrawingState } from './drawing-state.js';
import { GuidePool, type Guides } from './guide-pool.js';
import { completeSettings, type DrawSettings } from './settings.js';

export const canvasNames = Object.keys(canvases) as CanvasName[];

export async function openGuides(): Promise<GuidePool> {
  return new GuidePool([{ clip: await loadClip(), weight: 1 }]);
}

/** Small enough to draw many times in a test, in any medium. */
export function smallSettings(canvas: CanvasName, more: object = {}): DrawSettings {
  const few: Partial<Record<CanvasName, object>> = { strokes: { strokes: 8 }, shapes: { shapes: 8 } };
  return completeSettings({
    prompt: 'umbrella',
    canvas,
    ...few[canvas],
    views: 2,
    iterations: 12,
    width: 96,
    height: 64,
    ...more,
  });
}

/** Every number of a state, as one text. */
export const numbersOf = ({ arrays }: DrawingState): string =>
  Object.entries(arrays)
    .map(([name, { buffer, byteOffset, byteLength }]) =>
      [name, Buffer.from(buffer, byteOffset, byteLength).toString('base64')].join(' '),
    )
    .join('\n');

/** The same guides, but the gradient of the steps named is not a number. */
export function withFaults(guides: Guides, steps: ReadonlySet<number>): Guides {
  let step = 0;
  return {
    threads: guides.threads,
    prepare: (settings, pictures) => guides.prepare(settings, pictures),
    async guide() {
      const guide = await guides.guide();
      return new Proxy(guide, {
        get(target, name) {
          if (name !== 'step') {
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? value.bind(target) : value;
          }
          return async (...args: Parameters<typeof guide.step>) => {
            const guidance = await target.step(...args);
            if (!steps.has(++step)) return guidance;
            guidance.gradient[5] = Number.NaN;
            return { ...guidance, finite: false };
          };
        },
      });
    },
  };
}

/** What is done before which step. */
export type Meanwhile = Readonly<Record<number, (drawing: Drawing) => Promise<unknown>>>;

/** Draws to the end as the session does. */
export async function draw(guides: Guides, settings: DrawSettings, at: Meanwhile = {}): Promise<Drawing> {
  const drawing = await Drawing.begin(settings, guides);
  await goOn(drawing, at);
  return drawing;
}

export async function goOn(drawing: Drawing, at: Meanwhile = {}): Promise<void> {
  for (;;) {
    await drawing.followScript();
    await at[drawing.iteration]?.(drawing);
    if (drawing.done) break;
    await drawing.step();
  }
  await drawing.finish();
}

/** As a checkpoint keeps it: the facts as text, the arrays by value. */
export const kept = ({ facts, arrays }: DrawingState): DrawingState =>
  structuredClone({ facts: JSON.parse(JSON.stringify(facts)), arrays });
