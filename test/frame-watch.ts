/** @file Watches the drawing in the page: which frames it shows, and whether they look different. */
import type { Page } from 'playwright-core';

export interface FrameSeen {
  readonly run: number;
  readonly iteration: number;
  readonly score: number;
  /** Hash of the canvas's pixels when the frame arrived. */
  readonly pixels: number;
}

declare global {
  interface Window {
    framesSeen: FrameSeen[];
    pixelsShown(): number;
  }
}

/** From now on every frame that arrives in the page is noted; a reload forgets. */
export async function watchFrames(page: Page): Promise<void> {
  await page.getByTestId('drawing').waitFor();
  await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=drawing]')!;
    window.framesSeen = [];
    window.pixelsShown = () => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let pixels = 0;
      for (let i = 0; i < data.length; i += 4)
        pixels = (Math.imul(pixels, 31) + data[i]! + 7 * data[i + 1]!) | 0;
      return pixels;
    };
    const note = (): void => {
      const pixels = window.pixelsShown();
      const { run, iteration, score } = canvas.dataset;
      window.framesSeen.push({
        run: Number(run),
        iteration: Number(iteration),
        score: Number(score),
        pixels,
      });
    };
    new MutationObserver(note).observe(canvas, { attributeFilter: ['data-frames'] });
  });
}

export function framesSeen(page: Page): Promise<FrameSeen[]> {
  return page.evaluate(() => window.framesSeen);
}

/** The newest frame on the page, once there is one that fits. */
export async function frameThat(page: Page, fits: (frame: FrameSeen) => boolean): Promise<FrameSeen> {
  for (;;) {
    const last = (await framesSeen(page)).at(-1);
    if (last && fits(last)) return last;
    await page.waitForTimeout(50);
  }
}

/** What another studio drew says nothing of this one, whose runs are counted anew. */
export function forgetFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.framesSeen = [];
  });
}

/** Hash of the canvas's pixels as they are now. */
export function pixelsOf(page: Page): Promise<number> {
  return page.evaluate(() => window.pixelsShown());
}
