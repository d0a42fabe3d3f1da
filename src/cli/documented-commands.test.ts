/** @file The commands that docs/canvases.md shows are commands: every flag is there, and every value in its range. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { completeSettings } from '../session/index.js';
import { addMaterialOptions } from './material.js';
import { addParameterOptions, readParameters } from './parameter-options.js';

const page = readFileSync(new URL('../../docs/canvases.md', import.meta.url), 'utf8');
const commands = page.split('\n').filter((line) => line.startsWith('atelier draw '));

/** Words as a shell parts them, double quotes only. */
const wordsOf = (line: string): string[] =>
  Array.from(line.matchAll(/"([^"]*)"|\S+/gu), ([word, quoted]) => quoted ?? word);

describe('docs/canvases.md', () => {
  it('shows commands', () => {
    expect(commands.length).toBeGreaterThan(15);
  });

  it.each(commands)('%s', (line) => {
    const command = addMaterialOptions(
      addParameterOptions(new Command().argument('<prompt>').option('--canvas <medium>')),
    );
    command.exitOverride().parse(wordsOf(line).slice(2), { from: 'user' });
    const { canvas = 'strokes' } = command.opts<{ canvas?: string }>();
    const settings = completeSettings({ prompt: command.args[0], canvas, ...readParameters(command.opts()) });
    expect(settings).toMatchObject({ canvas, ...readParameters(command.opts()) });
  });
});
