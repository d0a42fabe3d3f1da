/**
 * @file A picture that is painted mark by mark over a page, and the way back: the gradient by each mark's colour and
 * covered areas. What a mark covers comes from a mask; how its areas depend on its shape is the mask's business.
 *
 * Straight alpha, in the stored colour space as SVG does: C ← C + opacity·area·(colour − C).
 */
import { grownInt32 } from './growable.js';
import { PixelTape } from './pixel-tape.js';
import { type Page, RasterInputError, type RasterSize, type Rgb } from './raster-size.js';

/** What one mark covers; the painter sets `area` back to 0 as it reads. */
export interface Mask {
  readonly width: number;
  /** [height·width] covered area of each pixel, 0..1 */
  readonly area: Float32Array;
  /** [height·width] what the mask wants to be told again of a pixel where 0 < area < 1 */
  readonly note: Int32Array;
  /** rows to read: top..bottom, and in each the columns left[y]..right[y], ends included; none where right < left */
  readonly top: number;
  readonly bottom: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

export class Painting {
  readonly size: RasterSize;
  readonly image: Float32Array;
  readonly tape = new PixelTape();
  /** gradient by the image as painted */
  #imageGradient: Float32Array = new Float32Array(0);
  /** [height·width] how much of each pixel shows through the marks already pulled: with it, the gradient beneath them */
  readonly #passed: Float32Array;
  /** by mark, and one more: where its runs, pixels and outline pixels begin on the tape */
  #tapeFrom = new Int32Array(3);
  /** RGBA as painted */
  #colours = new Float64Array(0);
  #marks = -1;

  constructor(size: RasterSize) {
    this.size = { width: size.width, height: size.height };
    this.image = new Float32Array(size.width * size.height * 3);
    this.#passed = new Float32Array(size.width * size.height);
  }

  /**
   * Lays out the page and takes up the colours of the marks to come.
   * @throws RasterInputError for a page image of another size
   */
  begin(page: Page, colours: Float32Array): void {
    const image = this.image;
    if (page instanceof Float32Array) {
      if (page.length !== image.length) {
        throw new RasterInputError(
          `The page holds ${page.length} numbers where ${image.length} belong: an image of the raster's own size.`,
        );
      }
      image.set(page);
    } else {
      fillWith(image, page);
    }
    if (this.#colours.length !== colours.length) this.#colours = new Float64Array(colours.length);
    this.#colours.set(colours);
    const marks = colours.length / 4;
    if (this.#tapeFrom.length < 3 * (marks + 1)) {
      this.#tapeFrom = grownInt32(this.#tapeFrom, 3 * (marks + 1));
    }
    this.#marks = marks;
    this.tape.clear();
  }

  /** @returns false when a channel of the mark's colour is not finite: such a mark is not painted */
  hasColour(mark: number): boolean {
    for (let c = 4 * mark; c < 4 * mark + 4; c++) if (!Number.isFinite(this.#colours[c]!)) return false;
    return true;
  }

  /** Notes where a mark begins on the tape. Every mark must be announced, in order, and after the last one the end. */
  announce(mark: number): void {
    this.#tapeFrom[3 * mark] = this.tape.runs;
    this.#tapeFrom[3 * mark + 1] = this.tape.pixels;
    this.#tapeFrom[3 * mark + 2] = this.tape.outlines;
  }

  /** Lays the mask's pixels over the image, notes them on the tape, clears the mask. */
  paint(mark: number, mask: Mask): void {
    const { area, note, left, right, top, bottom, width } = mask;
    const image = this.image;
    const red = this.#colours[4 * mark]!;
    const green = this.#colours[4 * mark + 1]!;
    const blue = this.#colours[4 * mark + 2]!;
    const opacity = this.#colours[4 * mark + 3]!;
    const tape = this.tape;
    let pixels = 0;
    for (let y = top; y <= bottom; y++) pixels += Math.max(0, right[y]! - left[y]! + 1);
    tape.reserve(pixels);
    const { place, length, beneath } = tape;
    const tapeArea = tape.area;
    const { place: outlinePlace, note: outlineNote } = tape.outline;
    let run = tape.runs;
    let n = tape.pixels;
    let m = tape.outlines;
    for (let y = top; y <= bottom; y++) {
      const row = y * width;
      const end = row + right[y]! + 1;
      for (let i = row + left[y]!; i < end; i++) {
        if (area[i]! === 0) continue;
        const start = i;
        for (; i < end; i++) {
          const covered = area[i]!;
          if (covered === 0) break;
          area[i] = 0;
          const share = opacity * covered;
          const j = 3 * i;
          const r = image[j]!;
          const g = image[j + 1]!;
          const b = image[j + 2]!;
          image[j] = r + share * (red - r);
          image[j + 1] = g + share * (green - g);
          image[j + 2] = b + share * (blue - b);
          beneath[3 * n] = r;
          beneath[3 * n + 1] = g;
          beneath[3 * n + 2] = b;
          tapeArea[n++] = covered;
          // always written, kept where covered in part: no branch
          outlinePlace[m] = (y << 16) | (i - row);
          outlineNote[m] = note[i]!;
          m += Number(covered < 1);
        }
        place[run] = (y << 16) | (start - row);
        length[run++] = i - start;
      }
    }
    tape.runs = run;
    tape.pixels = n;
    tape.outlines = m;
  }

  /**
   * Begins the way back; marks must then be pulled from the last to the first.
   * @param imageGradient height·width·3; left as it is, and to be left until the last mark is pulled
   * @throws RasterInputError before the first picture and for a gradient of another size
   */
  beginPull(imageGradient: Float32Array): void {
    if (this.#marks < 0) throw new RasterInputError('The adjoint needs a picture: call forward first.');
    if (imageGradient.length !== this.image.length) {
      throw new RasterInputError(
        `The image gradient holds ${imageGradient.length} numbers where ${this.image.length} belong.`,
      );
    }
    this.#imageGradient = imageGradient;
    this.#passed.fill(1);
  }

  /** First of a mark's outline pixels on the tape; the next mark's is one past its last. */
  outlineFrom(mark: number): number {
    return this.#tapeFrom[3 * mark + 2]!;
  }

  /**
   * Takes a mark off again. The tape's `byArea` then holds the gradient by the covered area of each of its outline pixels.
   * @param byColour [marks·4] receives the gradient by the mark's RGBA
   */
  pull(mark: number, byColour: Float32Array): void {
    const { place, length, area, beneath, byArea } = this.tape;
    const given = this.#imageGradient;
    const passed = this.#passed;
    const width = this.size.width;
    const red = this.#colours[4 * mark]!;
    const green = this.#colours[4 * mark + 1]!;
    const blue = this.#colours[4 * mark + 2]!;
    const opacity = this.#colours[4 * mark + 3]!;
    let byRed = 0;
    let byGreen = 0;
    let byBlue = 0;
    let byOpacity = 0;
    let n = this.#tapeFrom[3 * mark + 1]!;
    let m = this.#tapeFrom[3 * mark + 2]!;
    for (let run = this.#tapeFrom[3 * mark]!; run < this.#tapeFrom[3 * mark + 3]!; run++) {
      const y = place[run]! >> 16;
      const from = place[run]! & 0xffff;
      const to = from + length[run]!;
      for (let x = from; x < to; x++, n++) {
        const i = y * width + x;
        const j = 3 * i;
        const covered = area[n]!;
        const share = opacity * covered;
        const through = passed[i]!;
        const gr = given[j]! * through;
        const gg = given[j + 1]! * through;
        const gb = given[j + 2]! * through;
        const byShare =
          gr * (red - beneath[3 * n]!) +
          gg * (green - beneath[3 * n + 1]!) +
          gb * (blue - beneath[3 * n + 2]!);
        passed[i] = through - share * through;
        byRed += share * gr;
        byGreen += share * gg;
        byBlue += share * gb;
        byOpacity += covered * byShare;
        byArea[m] = opacity * byShare;
        m += Number(covered < 1);
      }
    }
    byColour[4 * mark] = byRed;
    byColour[4 * mark + 1] = byGreen;
    byColour[4 * mark + 2] = byBlue;
    byColour[4 * mark + 3] = byOpacity;
  }
}

/** Fills an image with one colour. */
function fillWith(image: Float32Array, [red, green, blue]: Rgb): void {
  if (red === green && green === blue) {
    image.fill(red);
    return;
  }
  // doubles what is there, so that nearly all of it is moved in large blocks
  image.set([red, green, blue]);
  for (let done = 3; done < image.length; done *= 2)
    image.copyWithin(done, 0, Math.min(done, image.length - done));
}
