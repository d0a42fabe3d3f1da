/** @file Whatever is wrong becomes one sentence on stderr and an exit code: 2 for the call, 1 for the world. */
import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { atelier, type Outcome } from './run-atelier.js';

const embedded = fileURLToPath(new URL('../models/embedded', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-bad-'));
});
afterAll(() => rm(folder, { recursive: true }));

function expectSentence({ stdout, stderr }: Outcome): void {
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^\S[^\n]*\.\n$/);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|node:internal|Error:/);
}

const small = ['--iterations', '1', '--strokes', '2'];

describe('a call that is not understood ends with exit code 2', () => {
  it.each<[string, string[], RegExp]>([
    ['no prompt', ['draw'], /The prompt is empty/],
    ['an empty prompt', ['draw', ''], /The prompt is empty/],
    ['a blank prompt', ['draw', ' \t '], /The prompt is empty/],
    ['10,000 characters', ['draw', 'x'.repeat(10_000)], /has 10000 characters; the most is 1000/],
    ['a control character', ['draw', 'sun\u0007'], /control character \(U\+0007\) at position 4/],
    ['an escape sequence', ['draw', '\u001b[31msun'], /control character \(U\+001B\) at position 1/],
    ['nothing to draw towards', ['draw', 'sun:-1'], /give one a weight above 0/],
    ['--size 0x0', ['draw', 'sun', '--size', '0x0'], /--size has to be .* from 16x16 to 4096x4096 px/],
    ['--strokes 100000', ['draw', 'sun', '--strokes', '100000'], /--strokes .* from 1 to 1024/],
    ['--seed of words', ['draw', 'sun', '--seed', 'seven'], /--seed .* from 0 to 4294967295/],
    ['widths the wrong way round', ['draw', 'sun', '--min-width', '90', '--max-width', '10'], /minWidth/],
    ['words without quotes', ['draw', 'a', 'red', 'sailboat'], /too many arguments/i],
    ['an unknown flag', ['draw', 'sun', '--colour', 'red'], /unknown option '--colour'/i],
    ['an unknown command', ['paint', 'sun'], /unknown command 'paint'/i],
    ['a port out of range', ['studio', '--port', '70000'], /--port .* from 0 to 65535/],
    ['a host that is not this machine', ['studio', '--host', '0.0.0.0'], /127\.0\.0\.1, localhost, ::1/],
    ['--threads 0', ['score', 'x.png', '--prompt', 'x', '--threads', '0'], /--threads .* from 1 to 256/],
    ['score without words', ['score', 'x.png'], /required option '--prompt <text>' not specified/i],
  ])('%s', async (_, args, said) => {
    const outcome = await atelier(args, folder);
    expectSentence(outcome);
    expect(outcome.stderr).toMatch(said);
    expect(outcome.code).toBe(2);
  });
});

describe('what cannot be done ends with exit code 1', () => {
  it.each<[string, string[], RegExp]>([
    [
      'a known model that is not here',
      ['draw', 'sun', '--model', 'openai-rn50'],
      /fetch it with: atelier models add openai-rn50\.$/m,
    ],
    ['a slip of the keyboard', ['models', 'check', 'openai-rn5'], /nearest model is openai-rn50 /],
    [
      'a repository that was not added',
      ['models', 'check', 'some/body'],
      /atelier models add some\/body\.$/m,
    ],
    [
      'a word that is no model',
      ['models', 'add', 'nonsense'],
      /no known name, no folder or file, and no repository/,
    ],
    ['removing what is not here', ['models', 'remove', 'nonsense'], /no model nonsense to remove/],
  ])('%s', async (_, args, said) => {
    const outcome = await atelier(args, folder);
    expectSentence(outcome);
    expect(outcome.stderr).toMatch(said);
    expect(outcome.code).toBe(1);
  });

  it.each(['draw', 'score', 'studio'])('%s with a model folder that is missing', async (command) => {
    const words = { draw: ['sun'], score: ['x.png', '--prompt', 'x'], studio: ['--port', '0'] }[command]!;
    const outcome = await atelier([command, ...words, '--model', join(folder, 'nowhere')], folder);
    expectSentence(outcome);
    expect(outcome.stderr).toMatch(/nowhere/);
    expect(outcome.code).toBe(1);
  });

  it('a model folder that is something else', async () => {
    const foreign = join(folder, 'foreign');
    await mkdir(foreign);
    await writeFile(join(foreign, 'notes.txt'), 'no model');
    const outcome = await atelier(['draw', 'sun', ...small, '--model', foreign], folder);
    expectSentence(outcome);
    expect(outcome.stderr).toContain(foreign);
    expect(outcome.code).toBe(1);
  });

  it.each([0, 7, 1000, 100_000, 3_000_000])('weights cut off after %d bytes', async (bytes) => {
    const cut = join(folder, `cut-${bytes}`);
    await cp(embedded, cut, { recursive: true });
    await truncate(join(cut, 'model.safetensors'), bytes);
    const outcome = await atelier(['draw', 'sun', ...small, '--model', cut], folder);
    expectSentence(outcome);
    expect(outcome.stderr).toContain(join(cut, 'model.safetensors'));
    expect(outcome.code).toBe(1);
  });

  it('an output folder that cannot be', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const out of [
      join(folder, 'file'),
      join(folder, 'file', 'below'),
      '/dev/full/x',
      '/proc/atelier/x',
    ]) {
      for (const command of [
        ['draw', 'sun', ...small],
        ['studio', '--port', '0', '--no-open'],
        ['data'],
        ['quality'],
      ]) {
        const outcome = await atelier([...command, '--out', out], folder);
        expectSentence(outcome);
        expect(outcome.stderr).toMatch(
          /^The output folder .* cannot be written to: .*; choose another folder\.$/m,
        );
        expect(outcome.code).toBe(1);
      }
    }
  });

  it.runIf(process.platform === 'linux')('a GPU without a driver, which says nothing itself', async () => {
    for (const name of ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES']) vi.stubEnv(name, join(folder, 'none.json'));
    const outcome = await atelier(['draw', 'sun', ...small, '--device', 'webgpu'], folder);
    vi.unstubAllEnvs();
    expectSentence(outcome);
    expect([outcome.code, outcome.stderr]).toEqual([
      1,
      expect.stringMatching(/^The device "webgpu" does not/),
    ]);
  });

  it('an output folder without a name', async () => {
    const outcome = await atelier(['draw', 'sun', ...small, '--out', ''], folder);
    expectSentence(outcome);
    expect(outcome.stderr).toMatch(/^The output folder has no name; /m);
  });

  it('a recipe that is missing, not JSON, foreign, newer, damaged, or of other weights', async () => {
    const drawn = join(folder, 'drawn');
    expect((await atelier(['draw', 'sun', ...small, '--out', drawn], folder)).code).toBe(0);
    const good = JSON.parse(await readFile(join(drawn, 'recipe.json'), 'utf8'));
    const file = join(folder, 'bad.json');
    const cases: [string, RegExp][] = [
      ['{', /not JSON/],
      ['{"a":1}', /not a recipe of Atelier/],
      [JSON.stringify({ ...good, version: 99 }), /format version 99.*update Atelier/],
      [JSON.stringify({ ...good, settings: { ...good.settings, strokes: -1 } }), /settings\.strokes/],
      [
        JSON.stringify({ ...good, model: { ...good.model, sha256: 'f'.repeat(64) } }),
        /was drawn with the weights ffff.*--model/,
      ],
    ];
    for (const [text, said] of cases) {
      await writeFile(file, text);
      const outcome = await atelier(['redraw', file, '--out', join(folder, 'redrawn')], folder);
      expectSentence(outcome);
      expect(outcome.stderr).toMatch(said);
      expect(outcome.code).toBe(1);
    }
    const missing = await atelier(['redraw', join(folder, 'none.json')], folder);
    expectSentence(missing);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringMatching(/none\.json.*does not exist/)]);
  });

  it('a picture that is missing or none', async () => {
    await writeFile(join(folder, 'text.png'), 'not a picture');
    for (const [name, said] of [
      ['none.png', /none\.png: the picture does not exist/],
      ['text.png', /text\.png: this is not a picture/],
    ] as const) {
      const outcome = await atelier(['score', name, '--prompt', 'sun'], folder);
      expectSentence(outcome);
      expect(outcome.stderr).toMatch(said);
      expect(outcome.code).toBe(1);
    }
  });

  it('a port in use, naming the next free one', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const outcome = await atelier(['studio', '--port', String(port), '--no-open'], folder);
    other.close();
    expectSentence(outcome);
    expect(outcome.stderr).toMatch(
      new RegExp(`^Port ${port} is in use by another program; port \\d+ is free`),
    );
    expect(outcome.code).toBe(1);
  });
});
