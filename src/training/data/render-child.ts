/**
 * @file Renders SVGs in a process of its own, because a few drawings crash the renderer. Asked with
 * `{ id, svg }`, answers `{ id, pixels }`, RGBA with straight alpha, or `{ id, fault }`.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PICTURE_SIDE } from './dataset.js';

export interface RenderRequest {
  readonly id: number;
  readonly svg: string;
}
export type RenderAnswer =
  | { readonly id: number; readonly pixels: Uint8Array }
  | { readonly id: number; readonly fault: string };

/** What is used of @resvg/resvg-js, which lies in the folder of the data's packages. */
interface Renderer {
  readonly Resvg: new (
    svg: string,
    options: object,
  ) => { render(): { readonly width: number; readonly height: number; readonly pixels: Uint8Array } };
}

/** Not a package of the product: it lies in the folder that is named as the first argument. */
const RENDERER = '@resvg/resvg-js';
const [modules = ''] = process.argv.slice(2);
const require = createRequire(join(modules, 'index.js'));
const { Resvg } = require(RENDERER) as Renderer;

process.on('message', ({ id, svg }: RenderRequest) => {
  process.send?.(answer(id, svg));
});

function answer(id: number, svg: string): RenderAnswer {
  try {
    const first = new Resvg(svg, {
      font: { loadSystemFonts: false },
      fitTo: { mode: 'width', value: PICTURE_SIDE },
    });
    let image = first.render();
    if (image.height > PICTURE_SIDE) {
      image = new Resvg(svg, {
        font: { loadSystemFonts: false },
        fitTo: { mode: 'height', value: PICTURE_SIDE },
      }).render();
    }
    return { id, pixels: straight(centred(image.pixels, image.width, image.height)) };
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** In the middle of a square of PICTURE_SIDE. */
function centred(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const square = new Uint8Array(PICTURE_SIDE ** 2 * 4);
  const left = Math.floor((PICTURE_SIDE - width) / 2);
  const top = Math.floor((PICTURE_SIDE - height) / 2);
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray(y * width * 4, (y + 1) * width * 4);
    square.set(row, ((top + y) * PICTURE_SIDE + left) * 4);
  }
  return square;
}

/** The renderer multiplies colours by alpha. */
function straight(pixels: Uint8Array): Uint8Array {
  for (let i = 0; i < pixels.length; i += 4) {
    const alpha = pixels[i + 3]!;
    if (alpha === 0 || alpha === 255) continue;
    for (let c = i; c < i + 3; c++) pixels[c] = Math.min(255, Math.round((pixels[c]! * 255) / alpha));
  }
  return pixels;
}
