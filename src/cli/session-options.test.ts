import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { UsageError } from './exit-codes.js';
import { addModelOptions, type ModelOptions, modelOptions, oneModel } from './session-options.js';

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
