/**
 * @file What a person in a browser waits for: Chromium opens the page of a warm studio, types a prompt and
 * presses Draw; the time runs until the first frame has come over the socket and the display has refreshed once.
 */

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const TRIES = 3;

/** @returns {string | undefined} Chromium's program */
export const findChromium = () => process.env.ATELIER_CHROMIUM ?? PLACES.find((path) => existsSync(path));

/**
 * @param {string} address of a studio that draws
 * @param {string} executablePath
 * @returns {Promise<number[]>} ms from Draw to the first frame, one for each try
 */
export async function timeDrawToFrame(address, executablePath) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const frames = countFrames(page);
    await page.goto(address);
    const [draw, stop] = ['Draw', 'Stop'].map((name) => page.getByRole('button', { name, exact: true }));
    const times = [];
    for (let attempt = 0; attempt < TRIES; attempt++) {
      await stop?.click();
      await quiet(frames);
      await page
        .getByRole('textbox')
        .first()
        .fill(['a house', 'a fish', 'a tree'][attempt] ?? 'a cat');
      const seen = frames.count;
      const start = performance.now();
      await draw?.click();
      await frames.beyond(seen);
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)));
      times.push(performance.now() - start);
    }
    return times;
  } finally {
    await browser.close();
  }
}

/** @param {import('playwright-core').Page} page */
function countFrames(page) {
  /** @type {(() => void)[]} */
  let waiting = [];
  const frames = {
    count: 0,
    /** @param {number} count @returns {Promise<void>} */
    async beyond(count) {
      while (frames.count <= count) await new Promise((wake) => waiting.push(() => wake(undefined)));
    },
  };
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload === 'string') return;
      frames.count++;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    });
  });
  return frames;
}

/** Waits until no frame has come for half a second. @param {{ count: number }} frames */
async function quiet(frames) {
  for (let before = -1; before !== frames.count; ) {
    before = frames.count;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
