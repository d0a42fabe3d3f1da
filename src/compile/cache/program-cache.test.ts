/** @file Programs on disk: found again, never trusted when damaged, bounded, and told apart by their keys. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compile, type Signature } from '../index.js';
import { cacheFolder } from './cache-folder.js';
import { ProgramCache, type RecordedProgram } from './program-cache.js';
import { programKey } from './program-key.js';

const folder = mkdtempSync(join(tmpdir(), 'programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program: RecordedProgram = {
  model: Uint8Array.from({ length: 500 }, (_, i) => (i * 31) % 256),
  folder: '/models/',
  outputs: { y: { shape: [2, 3], dtype: 'float32' } },
};

describe('an entry', () => {
  const cache = new ProgramCache(join(folder, 'entries', 'deep'));
  const path = join(cache.folder, 'ab12.program');

  it('is found as it was written', () => {
    expect(cache.read('ab12')).toBeUndefined();
    cache.write('ab12', program);
    const found = cache.read('ab12');
    expect({ ...found, model: Uint8Array.from(found!.model) }).toEqual(program);
    expect(readdirSync(cache.folder)).toEqual(['ab12.program']);
  });

  it('is ignored when a byte of it is another or missing', () => {
    cache.write('ab12', program);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at += 7) {
      writeFileSync(path, whole.subarray(0, at));
      expect(cache.read('ab12'), `cut at ${at}`).toBeUndefined();
    }
    for (let at = whole.indexOf(10) + 1; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1;
      writeFileSync(path, damaged);
      expect(cache.read('ab12'), `damaged at ${at}`).toBeUndefined();
    }
  });

  it('that cannot be written is no error', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const nowhere = new ProgramCache(join(file, 'below'));
    nowhere.write('ab12', program);
    expect(nowhere.read('ab12')).toBeUndefined();
  });

  it('goes when others that were used later take the room', () => {
    const small = new ProgramCache(join(folder, 'bounded'));
    const large = { ...program, model: new Uint8Array(50 * 2 ** 20) };
    const old = (key: string, seconds: number) =>
      utimesSync(join(small.folder, `${key}.program`), seconds, seconds);
    small.write('a1', large);
    old('a1', 1);
    small.write('a2', large);
    old('a2', 2);
    expect(small.read('a1')).toBeDefined();
    small.write('a3', large);
    expect(readdirSync(small.folder).sort()).toEqual(['a1.program', 'a3.program']);
  });
});

describe('compile with a cache', () => {
  beforeEach(() => vi.stubEnv('ATELIER_CACHE', join(folder, 'compile')));
  afterEach(() => vi.unstubAllEnvs());
  const signature: Signature = { inputs: { x: { shape: [3], dtype: 'float32' } } };
  const x = Float32Array.of(1, 2, 3);

  async function results(cacheAs: string): Promise<{ traced: number; y: number[] }> {
    let traced = 0;
    const double = ({ x }: Readonly<Record<string, tf.Tensor>>) => {
      traced += 1;
      return { y: tf.mul(x!, 2) };
    };
    const compiled = await compile(double, signature, { name: 'double', cacheAs });
    const { y } = await compiled.run({ x });
    await compiled.dispose();
    return { traced, y: [...y!.data] };
  }

  it('records a function once, and again when its entry is damaged', async () => {
    expect(await results('double')).toEqual({ traced: 1, y: [2, 4, 6] });
    expect(await results('double')).toEqual({ traced: 0, y: [2, 4, 6] });
    const entries = join(folder, 'compile', 'programs');
    const [entry] = readdirSync(entries);
    const path = join(entries, entry!);
    writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size - 5));
    expect(await results('double')).toEqual({ traced: 1, y: [2, 4, 6] });
    expect(await results('double')).toEqual({ traced: 0, y: [2, 4, 6] });
    expect(await results('another')).toEqual({ traced: 1, y: [2, 4, 6] });
  });
});

it('a key changes with everything that the program depends on', () => {
  const file = join(folder, 'weights.bin');
  writeFileSync(file, 'weights');
  const weight = { file, offset: 0, byteLength: 4, storage: 'F32', shape: [1] } as const;
  const signature = (shape: number[], offset: number): Signature => ({
    inputs: { x: { shape, dtype: 'float32' } },
    weights: { w: { ...weight, offset } },
  });
  const keys = [
    programKey('f', signature([2], 0), { precision: 'fp32' }),
    programKey('g', signature([2], 0), { precision: 'fp32' }),
    programKey('f', signature([3], 0), { precision: 'fp32' }),
    programKey('f', signature([2], 2), { precision: 'fp32' }),
    programKey('f', signature([2], 0), { precision: 'fp16' }),
  ];
  utimesSync(file, 7, 7);
  keys.push(programKey('f', signature([2], 0), { precision: 'fp32' }));
  expect(new Set(keys).size).toBe(keys.length);
  expect(programKey('f', signature([2], 0), { precision: 'fp32' })).toBe(keys.at(-1));
});

it('the cache folder follows the platform', () => {
  expect(cacheFolder({ ATELIER_CACHE: '/x' }, 'linux', '/home/a')).toBe('/x');
  expect(cacheFolder({}, 'linux', '/home/a')).toBe(join('/home/a', '.cache', 'clip-atelier'));
  expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux', '/home/a')).toBe(join('/c', 'clip-atelier'));
  expect(cacheFolder({}, 'darwin', '/Users/a')).toBe(join('/Users/a', 'Library', 'Caches', 'clip-atelier'));
  expect(cacheFolder({ LOCALAPPDATA: 'L' }, 'win32', 'H')).toBe(join('L', 'clip-atelier', 'Cache'));
});
