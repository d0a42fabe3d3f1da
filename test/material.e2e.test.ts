/** @file Drawings from pictures, saved works, photographs and patches, from the command line to the same bytes again. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atelier, startAtelier } from './run-atelier.js';

let folder: string;
let photo: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-material-'));
  photo = join(folder, 'photo.jpg');
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#6af"/><circle cx="200" cy="70" r="50" fill="#fd3"/><path d="M0 150Q80 100 300 150V200H0z" fill="#382"/></svg>`;
  await sharp(Buffer.from(picture)).jpeg({ quality: 90 }).toFile(photo);
  await mkdir(join(folder, 'patches'));
  for (const colour of ['red', 'teal']) {
    await sharp(Buffer.from(picture.replace('#6af', colour)))
      .png()
      .toFile(join(folder, 'patches', `${colour}.png`));
  }
  await writeFile(join(folder, 'patches', 'broken.png'), 'broken');
});
afterAll(() => rm(folder, { recursive: true }));

const small = ['--iterations', '3', '--views', '2', '--size', '96x64'];
const settingsOf = async (out: string) =>
  JSON.parse(await readFile(join(out, 'recipe.json'), 'utf8')).settings;

/** Draws, moves the folder away from where it was, removes what it was drawn from, and draws it again. */
async function drawTwice(name: string, args: readonly string[]) {
  const out = join(folder, name);
  const drawn = await atelier(['draw', ...args, ...small, '--out', out], folder);
  expect([drawn.code, drawn.stdout]).toEqual([0, expect.stringContaining('Drew 3 steps')]);
  const moved = join(folder, `${name} moved`);
  await rename(out, moved);
  const again = join(folder, `${name} again`);
  const redrawn = await atelier(['redraw', join(moved, 'recipe.json'), '--out', again], tmpdir());
  expect([redrawn.code, redrawn.stderr]).toEqual([0, expect.stringContaining('3/3')]);
  for (const file of await readdir(moved)) {
    if (file === 'recipe.json' || file === 'sources') continue;
    expect(await readFile(join(again, file))).toEqual(await readFile(join(moved, file)));
  }
  return { drawn, moved, again, settings: await settingsOf(moved) };
}

describe('atelier draw', () => {
  it('begins from an image, whose copy beside the recipe draws the same again', async () => {
    const { moved, again, settings } = await drawTwice('from image', [
      'sun',
      '--canvas',
      'pixels',
      '--image',
      photo,
    ]);
    expect(settings.start).toBe('image');
    expect(await readdir(join(moved, 'sources'))).toEqual([`${settings.image}.jpg`]);
    expect(await readdir(join(again, 'sources'))).toEqual([`${settings.image}.jpg`]);
    await rm(join(again, 'sources'), { recursive: true });
    const lost = await atelier(['redraw', join(again, 'recipe.json'), '--out', join(folder, 'lost')]);
    expect([lost.code, lost.stdout]).toEqual([1, '']);
    expect(lost.stderr).toMatch(/^\S[^\n]*sources: the picture with the SHA-256 .* is not there[^\n]*\.\n$/);
  });

  it('dreams into a photograph, without words, through octaves and jitter', async () => {
    const { settings, moved } = await drawTwice('dream', [
      ...['--canvas', 'pixels', '--image', 'photo.jpg', '--cosine', '0', '--margin', '0', '--dream', '5'],
      ...['--octaves', '2', '--octave-steps', '2', '--jitter', '3', '--side', '64', '--size', '96x64'],
    ]);
    expect(settings.prompt).toBe('');
    const { data } = await sharp(join(moved, 'final.png')).raw().toBuffer({ resolveWithObject: true });
    expect(new Set(data).size).toBeGreaterThan(20);
  });

  it('paints on a photograph, which stays in PNG and SVG', async () => {
    const { settings, moved } = await drawTwice('background', [
      ...['a cat', '--strokes', '4', '--sketch', '0', '--opacity', '0', '--background', 'photo.jpg'],
    ]);
    expect(settings.background).toMatch(/^[0-9a-f]{64}$/);
    expect(await readFile(join(moved, 'final.svg'), 'utf8')).toContain('<image ');
    const corner = await sharp(join(moved, 'final.png'))
      .extract({ left: 1, top: 1, width: 1, height: 1 })
      .raw()
      .toBuffer();
    expect([...corner].map((value) => Math.round(value / 30))).toEqual([3, 6, 9]);
  });

  it('is transparent where it was painted on many pages', async () => {
    const { moved } = await drawTwice('many pages', [
      'sun',
      '--canvas',
      'shapes',
      '--shapes',
      '5',
      '--page',
      'colour',
    ]);
    const { channels, hasAlpha } = await sharp(join(moved, 'final.png')).metadata();
    expect([channels, hasAlpha]).toEqual([4, true]);
    expect(await readFile(join(moved, 'final.svg'), 'utf8')).not.toContain('<rect');
  });

  it('makes a collage of a folder of pictures and says what it left out', async () => {
    const { drawn, settings } = await drawTwice('collage', [
      'sun',
      '--canvas',
      'collage',
      '--patches',
      'patches',
    ]);
    expect(drawn.stderr).toContain('patches: left out broken.png (this is not a picture that can be read).');
    expect(settings.patches).toHaveLength(2);
  });

  it('keeps the pictures that its prompt names, masks as well', async () => {
    const { settings, moved } = await drawTwice('named', [
      '<@photo.jpg> sun | @"patches/red.png":0.5',
      '--strokes',
      '4',
    ]);
    expect(Object.keys(settings.pictures).sort()).toEqual(['patches/red.png', 'photo.jpg']);
    expect(await readdir(join(moved, 'sources'))).toHaveLength(2);
  });

  it('goes on from a folder, a recipe, a checkpoint, an SVG, or the picture of another medium', async () => {
    const work = join(folder, 'work');
    const checkpoint = ['--checkpoint-every', '1'];
    const begun = ['draw', 'sun', ...small, '--strokes', '6', '--out', work, ...checkpoint];
    expect((await atelier(begun)).code).toBe(0);
    for (const from of [work, join(work, 'recipe.json'), join(work, 'final.svg')]) {
      const out = join(folder, `from ${from.slice(work.length + 1)}`);
      expect((await atelier(['draw', 'cat', '--from', from, ...small, '--out', out])).code).toBe(0);
      expect((await settingsOf(out)).from.segments).toHaveLength(6);
    }
    const { settings: marks } = await drawTwice('from checkpoint', [
      ...['cat', '--from', join(work, 'checkpoint.atelier')],
    ]);
    expect(marks.image).toBeUndefined();
    const { settings } = await drawTwice('from other', ['cat', '--canvas', 'grid', '--from', work]);
    expect([settings.start, settings.from]).toEqual(['image', undefined]);
    const wrong = await atelier([
      'draw',
      'cat',
      '--canvas',
      'shapes',
      '--from',
      join(work, 'checkpoint.atelier'),
    ]);
    expect([wrong.code, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toMatch(
      /checkpoint of strokes, which a canvas of shapes cannot begin from; give its final\.png/,
    );
  }, 120_000);

  it('goes on from a checkpoint with an image to the same bytes after it was killed', async () => {
    const args = [
      'draw',
      'sun',
      '--canvas',
      'grid',
      '--image',
      photo,
      '--anchor',
      '5',
      ...small,
      '--iterations',
      '40',
    ];
    const [whole, cut] = [join(folder, 'whole'), join(folder, 'cut')];
    expect((await atelier([...args, '--out', whole])).code).toBe(0);
    const running = startAtelier([...args, '--out', cut, '--checkpoint-every', '5', '--json']);
    await running.printed(/"type":"checkpoint"/);
    running.child.kill('SIGKILL');
    await running.finished;
    expect((await atelier(['resume', cut])).code).toBe(0);
    expect(await readFile(join(cut, 'final.png'))).toEqual(await readFile(join(whole, 'final.png')));
  });

  it.each<[string, string[], number, RegExp]>([
    ['an image that is not there', ['sun', '--image', 'gone.png'], 2, /gone\.png: there is no such picture/],
    ['an image that is none', ['sun', '--image', 'patches/broken.png'], 2, /not a picture that can be read/],
    [
      'a background under pixels',
      ['sun', '--canvas', 'pixels', '--background', 'photo.jpg'],
      2,
      /would be hidden under pixels/,
    ],
    ['patches for strokes', ['sun', '--patches', 'patches'], 2, /Patches are what a collage is made of/],
    [
      'patches that are no folder',
      ['sun', '--canvas', 'collage', '--patches', 'gone'],
      1,
      /gone: the folder of patches cannot be read/,
    ],
    ['two beginnings', ['sun', '--image', 'photo.jpg', '--from', 'photo.jpg'], 2, /give one of them/],
    [
      'a work that is not there',
      ['sun', '--from', 'gone.svg'],
      1,
      /gone\.svg: the SVG cannot be read; it does not exist/,
    ],
    ['a folder without a work', ['sun', '--from', 'patches'], 1, /patches: there is no work to begin from/],
    ['a mask that is not there', ['<@gone.png> sun'], 2, /gone\.png: there is no such picture/],
    [
      'a beginning without its image',
      ['sun', '--canvas', 'pixels', '--start', 'image'],
      1,
      /no image was given/,
    ],
  ])('refuses %s in one sentence', async (_, args, code, said) => {
    const outcome = await atelier(['draw', ...args, '--iterations', '1'], folder);
    expect([outcome.code, outcome.stdout]).toEqual([code, '']);
    expect(outcome.stderr).toMatch(/^(?:model [^\n]*\n)?\S[^\n]*\.\n$/);
    expect(outcome.stderr).toMatch(said);
  });
});
