/** @file SVGs of ours and of strangers as marks: they look as they did in a renderer that is not ours. */
import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrawnPicture } from '../../marks/index.js';
import { rasterise, rasteriseShapes } from '../../raster/index.js';
import { completeSettings } from '../../session/index.js';
import { ArtworkError } from '../artwork-error.js';
import { groundElement } from '../ground.js';
import { randomStrokes } from '../sample.reference.js';
import { strokesToSvg } from '../strokes-svg.js';
import { importSvg } from './import-svg.js';

const size = { width: 160, height: 120 };
const wrap = (inside: string, box = '0 0 160 120') =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120" viewBox="${box}">${inside}</svg>`;

function paint(drawn: DrawnPicture): Float32Array {
  const { kind: _, ...numbers } = drawn;
  const arrays = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [
      name,
      ['segments', 'kinds', 'corners'].includes(name) ? Uint8Array.from(value) : Float32Array.from(value),
    ]),
  );
  return drawn.kind === 'strokes'
    ? rasterise(arrays as never, size, [1, 1, 1])
    : rasteriseShapes(arrays as never, size, [1, 1, 1]);
}

/** Mean absolute difference in 1/255 between our raster of what was imported and resvg's of the SVG. */
function difference(svg: string, kind: DrawnPicture['kind']): number {
  const theirs = new Resvg(svg, { background: 'white' }).render().pixels;
  const ours = paint(importSvg(svg, 'x.svg', kind, size).picture);
  let sum = 0;
  for (let i = 0; i < ours.length; i++) {
    sum += Math.abs(255 * ours[i]! - theirs[4 * Math.floor(i / 3) + (i % 3)]!);
  }
  return sum / ours.length;
}

describe('importSvg', () => {
  it('gives back the strokes of our own SVG, and leaves out its paper', async () => {
    const strokes = randomStrokes(20, 3);
    const svg = strokesToSvg(strokes, { size, ground: await groundElement([1, 1, 1], size), title: 'x' });
    const { picture, leftOut } = importSvg(svg, 'x.svg', 'strokes', size);
    expect(leftOut).toBeUndefined();
    expect(picture).toMatchObject({ kind: 'strokes', segments: [...strokes.segments] });
    if (picture.kind !== 'strokes') return;
    for (const [i, value] of picture.points.entries()) expect(value).toBeCloseTo(strokes.points[i]!, 4);
    for (const [i, value] of picture.colours.entries()) expect(value).toBeCloseTo(strokes.colours[i]!, 2);
  });

  it('gives back strokes of varying width as they were, moved and scaled with what they stand in', async () => {
    const even = randomStrokes(20, 4);
    const each = Array.from(even.segments, (segments, i) =>
      Array.from({ length: 3 * segments + 1 }, (_, k) => (even.widths[i]! * (k % 4)) / 3),
    ).flat();
    const strokes = { ...even, widths: Float32Array.from(each) };
    const svg = strokesToSvg(strokes, { size, ground: await groundElement([1, 1, 1], size), title: 'x' });
    const { picture } = importSvg(svg, 'x.svg', 'strokes', size);
    expect(picture).toMatchObject({ kind: 'strokes', segments: [...strokes.segments] });
    if (picture.kind !== 'strokes') return;
    for (const [i, value] of picture.points.entries()) expect(value).toBeCloseTo(strokes.points[i]!, 4);
    for (const [i, value] of picture.widths.entries()) expect(value).toBeCloseTo(each[i]!, 4);
    const half = svg.replace(/<path/u, '<g transform="scale(.5)"><path').replace('</svg>', '</g></svg>');
    const small = importSvg(half, 'x.svg', 'strokes', size).picture;
    if (small.kind !== 'strokes') return;
    for (const [i, value] of small.widths.entries()) expect(value).toBeCloseTo(each[i]! / 2, 4);
  });

  it.each<[string, DrawnPicture['kind'], string]>([
    [
      'groups, transforms and arcs',
      'shapes',
      wrap(
        '<g transform="translate(30 20) rotate(20) scale(2 1.5)" fill="#c33"><rect x="2" y="3" width="30" height="20" rx="5"/><path fill="#36c" d="m40 5a12 8 30 1 0 20 10l-5 12h-9z"/></g>',
      ),
    ],
    [
      'a style sheet, a gradient and a symbol that is used',
      'shapes',
      wrap(
        '<style>.a{fill:#0a0;opacity:.5} #b{fill:navy}</style><symbol id="s"><circle cx="10" cy="10" r="9"/></symbol><ellipse class="a" cx="80" cy="60" rx="40" ry="20"/><polygon id="b" points="5,5 60,10 30,50"/><use href="#s" x="100" y="70" fill="orange"/><linearGradient id="g"><stop stop-color="#888"/><stop stop-color="#888" offset="1"/></linearGradient><rect x="120" y="5" width="20" height="20" style="fill:url(#g)"/>',
      ),
    ],
    [
      'strokes of any element, in inherited units',
      'strokes',
      wrap(
        '<g fill="none" stroke="#905" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" transform="scale(1.5)"><path d="M10 10Q40 60 60 15T90 40"/><circle cx="60" cy="50" r="18" stroke="teal" stroke-opacity=".6"/><polyline points="5,70 30,60 55,75"/></g>',
      ),
    ],
    [
      'another view box, fitted whole into the middle',
      'shapes',
      wrap('<rect x="-40" y="0" width="80" height="90" fill="#444"/>', '-50 0 100 100'),
    ],
  ])('looks as it did: %s', (_, kind, svg) => {
    expect(difference(svg, kind)).toBeLessThan(1.5);
  });

  it('leaves out what runs, reaches out or is no outline, and says so in one sentence', () => {
    const svg = wrap(
      '<script>process.exit(3)</script><image href="http://127.0.0.1:9/x.png" width="9" height="9"/><use href="other.svg#a"/><text>words</text><path onclick="alert(1)" d="M0 0h50v50z"/>',
    );
    const { picture, leftOut } = importSvg(svg, 'x.svg', 'shapes', size);
    expect(picture).toMatchObject({ kind: 'shapes', corners: [3] });
    expect(leftOut).toBe(
      'x.svg: left out a script, a picture, a reference to another file, a text; only outlines become shapes.',
    );
  });

  it.each<[string, string, RegExp]>([
    ['text', 'hello', /this is not an SVG that can be read/],
    ['HTML', '<html><body/></html>', /this is not an SVG/],
    ['something cut off', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0', /this is not an SVG/],
    ['nothing', wrap(''), /there is no outline in this SVG/],
    [
      'only lines, as shapes',
      wrap('<path d="M0 0L9 9" fill="none" stroke="red"/>'),
      /could become shapes; try --canvas strokes/,
    ],
    ['entities', `<!DOCTYPE svg [<!ENTITY a "b">]>${wrap('&a;')}`, /entities/],
    ['100,000 nodes', wrap('<g/>'.repeat(100_000)), /more than 20000 elements; simplify it/],
    ['10,000 groups in one another', wrap('<g>'.repeat(1e4) + '</g>'.repeat(1e4)), /more than 256 deep/],
    ['more shapes than marks', wrap('<path d="M0 0h9v9z"/>'.repeat(2000)), /2000 shapes, the most is 1024/],
  ])('refuses %s in one sentence', (_, svg, said) => {
    const attempt = () => importSvg(svg, 'x.svg', 'shapes', size);
    expect(attempt).toThrow(ArtworkError);
    expect(attempt).toThrow(said);
    expect(attempt).toThrow(/^x\.svg: [^\n]*\.$/);
  });

  it('finds an outline two hundred groups down', () => {
    const deep = wrap(`${'<g>'.repeat(200)}<path d="M0 0h9v9z"/>${'</g>'.repeat(200)}`);
    const { picture } = importSvg(deep, 'x.svg', 'shapes', size);
    expect(picture.kind === 'shapes' && picture.kinds).toHaveLength(1);
  });

  it('ends at once where things use each other', () => {
    const bomb = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
      (id, i, all) => `<g id="${id}">${`<use href="#${all[i + 1] ?? 'a'}"/>`.repeat(10)}</g>`,
    );
    expect(() => importSvg(wrap(bomb.join('')), 'x.svg', 'shapes', size)).toThrow(ArtworkError);
  });

  it('gives marks that a drawing can begin from, or one sentence, whatever the path', () => {
    const command = fc.tuple(
      fc.constantFrom(...'MmLlHhVvCcSsQqTtAaZz'),
      fc.array(fc.float({ noNaN: true }), { maxLength: 8 }),
    );
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 6 }),
        fc.constantFrom('strokes', 'shapes'),
        (commands, kind) => {
          const d = commands.map(([letter, numbers]) => letter + numbers.join(' ')).join('');
          try {
            const { picture } = importSvg(wrap(`<path d="M1 2${d}" stroke="red"/>`), 'x.svg', kind, size);
            completeSettings({ prompt: 'sun', canvas: kind, from: picture });
            expect(paint(picture).every(Number.isFinite)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(ArtworkError);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
