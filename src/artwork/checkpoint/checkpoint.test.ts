import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArtworkError } from '../artwork-error.js';
import { decodeCheckpoint } from './decode.js';
import { encodeCheckpoint } from './encode.js';
import { expectModel, openCheckpoint, saveCheckpoint } from './file.js';
import { sampleState } from './state.reference.js';

const model = { name: 'embedded', sha256: 'a'.repeat(64) };

const encoded = (...of: Parameters<typeof encodeCheckpoint>): Buffer =>
  Buffer.concat([...encodeCheckpoint(...of)]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-checkpoint-'));
});
afterAll(() => rm(folder, { recursive: true }));

const refusal = (bytes: Buffer): string => {
  try {
    decodeCheckpoint(bytes, 'x.atelier');
  } catch (error) {
    expect(error).toBeInstanceOf(ArtworkError);
    return (error as ArtworkError).message;
  }
  throw new Error('It was taken.');
};

describe('a checkpoint', () => {
  it('is read back to the bit, takes at most 1 MB for 1024 strokes, and is the same file for the same state', async () => {
    const state = sampleState(1024);
    const file = join(folder, 'checkpoint.atelier');
    await saveCheckpoint(file, state, model);
    expect(await openCheckpoint(file)).toEqual({ state, model });
    expect(await openCheckpoint(folder)).toEqual({ state, model });
    expect(await readdir(folder)).toEqual(['checkpoint.atelier']);
    const bytes = encoded(state, model);
    expect(bytes.length).toBeLessThanOrEqual(2 ** 20);
    expect(encoded(sampleState(1024), model).equals(bytes)).toBe(true);
  });

  it('holds arrays of nothing that came from a worker', () => {
    const state = sampleState(2);
    const none = new Float32Array(0);
    const sent = structuredClone(none, { transfer: [none.buffer] });
    const arrays = { ...state.arrays, 'now/canvas/radii': sent };
    expect(decodeCheckpoint(encoded({ ...state, arrays }, model), 'x.atelier').state.arrays).toEqual(arrays);
  });

  it('is refused by a sentence wherever it was cut off, and whichever byte was changed', () => {
    const whole = encoded(sampleState(2), model);
    for (let length = 0; length < whole.length; length += 13) {
      expect(refusal(whole.subarray(0, length))).toMatch(/^x\.atelier: .*\.$/);
    }
    for (let at = 0; at < whole.length; at += 17) {
      const damaged = Buffer.from(whole);
      damaged[at] = damaged[at]! ^ 0x41;
      expect(refusal(damaged)).toMatch(/^x\.atelier: .*\.$/);
    }
    expect(refusal(Buffer.concat([whole, whole]))).toMatch(/checksum/);
  });

  it('is refused when it is another file, of another version, model or canvas', () => {
    expect(refusal(Buffer.from('{"format":"clip-atelier recipe"}'))).toMatch(/not a checkpoint of Atelier/);
    const newer = encoded(sampleState(2), model);
    newer.writeUInt32LE(9, 8);
    expect(refusal(newer)).toMatch(/format version 9, this program reads 1/);
    const state = sampleState(2);
    const settings = { ...state.facts.settings, canvas: 'marble' } as never;
    const foreign = encoded({ ...state, facts: { ...state.facts, settings } }, model);
    expect(refusal(foreign)).toMatch(/canvas has to be one of “strokes”/);
    expect(() => expectModel('checkpoint', model, { name: 'other', sha256: 'b'.repeat(64) })).toThrow(
      /weights aaaaaaaaaaaa… of “embedded”, but “other” has bbbb.*--model/,
    );
  });

  it('that is missing or a foreign file is named', async () => {
    await expect(openCheckpoint(join(folder, 'none'))).rejects.toThrow(/none: .*does not exist/);
    const text = join(folder, 'text.txt');
    await writeFile(text, 'hello');
    await expect(openCheckpoint(text)).rejects.toThrow(/text\.txt: this is not a checkpoint/);
    await expect(saveCheckpoint(join(folder, 'no', 'x'), sampleState(1), model)).rejects.toThrow(
      /cannot be written; it does not exist/,
    );
  });
});
