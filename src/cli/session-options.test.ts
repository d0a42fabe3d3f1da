import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { UsageError } from './exit-codes.js';
import {
  addModelOptions,
  differenceOf,
  type ModelOptions,
  modelOptions,
  oneModel,
} from './session-options.js';

const read = (...args: string[]): ModelOptions =>
  addModelOptions(new Command().exitOverride()).parse(args, { from: 'user' }).opts<ModelOptions>();

describe('--model', () => {
  it('names one model, or several with weights, in one flag or in several', () => {
    expect(modelOptions(read()).models).toBeUndefined();
    expect(modelOptions(read('--model', 'ViT-B-32')).models).toEqual([{ model: 'ViT-B-32', weight: 1 }]);
    expect(modelOptions(read('--model', 'a:1,b:0.5', '--model', 'C:\\clip:.25')).models).toEqual([
      { model: 'a', weight: 1 },
      { model: 'b', weight: 0.5 },
      { model: 'C:\\clip', weight: 0.25 },
    ]);
  });

  it.each([[':2'], ['a,'], ['a:0']])('refuses %j in one sentence', (text) => {
    expect(() => read('--model', text)).toThrow(UsageError);
  });

  it('is one where a command looks with one', () => {
    expect(oneModel(read('--model', 'a:3'))).toBe('a');
    expect(() => oneModel(read('--model', 'a,b'))).toThrow(/one --model/);
  });
});

describe('what ran before', () => {
  const gpu = { device: 'cuda', precision: 'fp16', threads: 8 } as const;
  const here = { device: 'cpu', precision: 'fp32', threads: 8 } as const;

  it('is told where this machine has not got it', () => {
    expect(differenceOf(gpu, here, {})).toMatch(
      /^It was drawn on cuda, fp16, .* on cpu, fp32, 8 threads here/,
    );
    expect(differenceOf(gpu, { ...gpu, precision: 'fp32' }, {})).toContain('on cuda, fp32 here');
  });

  it('is no matter where it is here, was not recorded, or something else was asked for', () => {
    expect(differenceOf(here, here, {})).toBeUndefined();
    expect(differenceOf(undefined, here, {})).toBeUndefined();
    expect(differenceOf(gpu, here, { device: 'cpu' })).toBeUndefined();
    expect(differenceOf(here, { ...here, threads: 2 }, { threads: 2 })).toBeUndefined();
  });
});
