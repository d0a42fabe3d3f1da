/** @file From words to files on the command line: draw, redraw to the byte, score, stop by Ctrl-C. */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRecipe } from '../src/artwork/index.js';
import { atelier, startAtelier } from './run-atelier.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

const names = ['final.png', 'final.svg', 'recipe.json'];
const read = (out: string): Promise<Buffer[]> => Promise.all(names.map((name) => readFile(join(out, name))));

describe('atelier draw', () => {
  it('draws, saves three files, and redraws them to the byte', async () => {
    const out = join(folder, 'boat');
    const args = ['draw', 'a red sailboat', '--seed', '7', '--iterations', '20', '--strokes', '24'];
    const drawnOn = ['--device', 'cpu', '--threads', '3'];
    const drawn = await atelier([...args, '--size', '224x160', '--out', out, ...drawnOn]);
    expect(drawn.stderr).toContain('20/20 · score ');
    expect(drawn.stderr).not.toContain('\r');
    expect(drawn.code).toBe(0);
    expect(drawn.stdout).toMatch(/^Drew 20 steps, score -?\d\.\d{3}\.\n/);
    for (const name of names) expect(drawn.stdout).toContain(join(out, name));
    expect((await readdir(out)).sort()).toEqual(names);

    const [png, svg] = await read(out);
    expect(String(svg).match(/<path /g)).toHaveLength(24);
    expect(await sharp(png).metadata()).toMatchObject({ width: 224, height: 160, format: 'png' });
    const { settings, model } = await openRecipe(join(out, 'recipe.json'));
    expect(model.runtime).toEqual({ device: 'cpu', precision: 'fp32', threads: 3 });
    expect(settings).toMatchObject({ seed: 7, iterations: 20, strokes: 24, width: 224, height: 160 });

    const again = join(folder, 'boat again');
    const redrawn = await atelier(['redraw', join(out, 'recipe.json'), '--out', again]);
    expect([redrawn.code, redrawn.stderr]).toEqual([0, expect.stringContaining('on cpu, fp32, 3 threads')]);
    expect(await read(again)).toEqual(await read(out));

    const score = await atelier(['score', join(out, 'final.png'), '--prompt', 'a red sailboat']);
    expect(score.code).toBe(0);
    expect(score.stderr).toMatch(/^model embedded on \w+, fp(32|16)(, \d+ threads?)?\n$/);
    expect(score.stdout).toMatch(/^similarity -?\d\.\d{4}\nnearest {4}(\S.* -?\d\.\d{3}(, )?){5}\n$/);
  });

  it('draws a prompt of only emoji as their names, and keeps it as it was typed', async () => {
    const results = [];
    for (const prompt of ['🐱🌵', 'cat face cactus']) {
      const out = join(folder, prompt);
      const args = ['draw', prompt, '--iterations', '2', '--strokes', '4', '--seed', '1', '--out', out];
      const { code, stderr } = await atelier(args);
      expect(code).toBe(0);
      expect(stderr).not.toContain('does not know');
      const { settings, result } = await openRecipe(join(out, 'recipe.json'));
      expect(settings.prompt).toBe(prompt);
      results.push(result);
    }
    expect(results[0]).toEqual(results[1]);
  });

  it('makes a folder of its own, with date and words, where none is named', async () => {
    const { code } = await atelier(['draw', 'sun', '--iterations', '1', '--strokes', '2'], folder);
    expect(code).toBe(0);
    const made = await readdir(join(folder, 'outputs'));
    expect(made).toHaveLength(1);
    expect(made[0]).toMatch(/^\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-sun$/);
  });

  it('tells its events as lines of JSON', async () => {
    const out = join(folder, 'json');
    const args = ['draw', 'a parliament', '--iterations', '5', '--strokes', '4', '--json', '--out', out];
    const { code, stdout, stderr } = await atelier(args);
    expect([code, stderr]).toEqual([0, '']);
    const events: Record<string, unknown>[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const of = (type: string) => events.filter((event) => event.type === type);
    expect(of('started')[0]).toMatchObject({ run: 1, settings: { prompt: 'a parliament', strokes: 4 } });
    expect(of('prompt')[0]).toMatchObject({ unknown: [{ word: 'parliament', start: 2, end: 12 }] });
    expect(of('progress').map((event) => event.iteration)).toEqual([1, 2, 3, 4, 5]);
    for (const event of of('progress')) {
      expect(event).toMatchObject({ iterations: 5, score: expect.any(Number), rate: expect.any(Number) });
    }
    expect(events[0]).toMatchObject({ type: 'model', name: 'embedded', precision: 'fp32' });
    expect(of('finished')[0]).toMatchObject({ reason: 'completed', iteration: 5, picture: 'strokes' });
    expect(events.at(-1)).toEqual({
      type: 'saved',
      svg: join(out, 'final.svg'),
      png: join(out, 'final.png'),
      recipe: join(out, 'recipe.json'),
    });
  });

  it('stops at Ctrl-C, saves what there is, and redraws that too', async () => {
    const out = join(folder, 'stopped');
    const args = ['draw', 'sun', '--iterations', '20000', '--strokes', '8', '--json', '--out', out];
    const running = startAtelier(args);
    await running.printed(/"iteration":3,/);
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.finished;
    expect(code).toBe(0);
    expect(stderr).toBe('Stopping after this step; press Ctrl-C again to leave without saving.\n');
    expect(stdout).toContain('"reason":"stopped"');
    const { settings, result } = await openRecipe(join(out, 'recipe.json'));
    expect(settings.stopAt).toBe(result.iteration);
    expect(result.iteration).toBeGreaterThanOrEqual(3);

    const again = join(folder, 'stopped again');
    expect((await atelier(['redraw', join(out, 'recipe.json'), '--out', again])).code).toBe(0);
    expect(await read(again)).toEqual(await read(out));
  });

  it('leaves at once at the second Ctrl-C', async () => {
    const args = ['draw', 'sun', '--iterations', '20000', '--json', '--out', join(folder, 'left')];
    const running = startAtelier(args);
    await running.printed(/"iteration":1,/);
    running.child.kill('SIGINT');
    running.child.kill('SIGINT');
    const { code, stderr } = await running.finished;
    // Two signals at the same moment may arrive as one.
    expect([null, 0]).toContain(code);
    expect(stderr).not.toMatch(/terminate|Abort|Error/);
  });

  it.each([
    [
      'a slip of grammar',
      'a sun :)',
      /^The prompt, “\)” at character 8: This bracket has no partner; .*\.$/m,
    ],
    [
      'an emoji that is no thing',
      '🔃',
      /The model does not know “🔃”, read as “clockwise vertical arrows”; the nearest it knows: \w/,
    ],
    ['right-to-left text', 'سفينة حمراء', /^\[/m],
    ['weights', 'sun | rain:-0.5', /^\[/m],
  ])('draws a prompt of %s', async (_, prompt, said) => {
    const args = ['draw', prompt, '--iterations', '1', '--strokes', '2', '--out', join(folder, prompt)];
    const { code, stderr } = await atelier(args);
    expect(stderr).toMatch(said);
    expect(code).toBe(0);
  });
});

describe('atelier --help', () => {
  it.each([['draw'], ['redraw'], ['score'], ['studio']])('explains %s', async (command) => {
    const { code, stdout } = await atelier([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: atelier ${command} `));
    expect(stdout).toContain('--model <name>');
  });

  it('lists the commands and the exit codes', async () => {
    const { code, stdout } = await atelier(['--help']);
    expect(code).toBe(0);
    for (const word of ['draw', 'redraw', 'score', 'studio', 'models', 'Exit codes: 0 done, 1 failed, 2']) {
      expect(stdout).toContain(word);
    }
  });
});

describe('atelier models check', () => {
  it.each([
    ['vit.open_clip.safetensors', /names: open_clip\n.*400,065 parameters.*vit, 64×64/s],
    ['vit.hf.safetensors', /names: Hugging Face\n.*400,065 parameters/s],
    ['resnet.open_clip.safetensors', /1,747,649 parameters.*resnet, 64×64/s],
    ['mclip', /names: Multilingual-CLIP\n.*no encoder.*xlm-roberta, 64 tokens/s],
  ])('finds %s in order', async (name, said) => {
    const fixture = fileURLToPath(new URL(`fixtures/clip-parity/${name}`, import.meta.url));
    const { code, stdout } = await atelier(['models', 'check', fixture]);
    expect(stdout).toMatch(said);
    expect(stdout).toMatch(/verdict {2}can be used\n$/);
    expect(code).toBe(0);
  });
});

describe('two encoders that lie apart', () => {
  const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

  it("draw together under one name: OpenAI's images, Multilingual-CLIP's texts", async () => {
    vi.stubEnv('ATELIER_HOME', join(folder, 'home'));
    try {
      const texts = join(folder, 'm-clip');
      await cp(fixture('clip-parity/mclip'), texts, { recursive: true });
      await cp(fixture('tokenizers/xlm-roberta.tokenizer.json'), join(texts, 'tokenizer.json'));
      const images = fixture('clip-parity/vit.open_clip.safetensors');
      const added = await atelier(['models', 'add', images, '--text', texts, '--name', 'both']);
      expect([added.code, added.stderr]).toEqual([0, '']);
      expect(added.stdout).toBe(
        `both is in ${images}, its text encoder in ${texts}; use it with --model both\n`,
      );
      const { stdout } = await atelier(['models', 'check', 'both']);
      expect(stdout).toMatch(/vit, 64×64.*xlm-roberta, 64 tokens\n.*verdict {2}can be used\n$/s);
      const few = ['--model', 'both', '--iterations', '2', '--strokes', '2', '--device', 'cpu'];
      const drawn = await atelier(['draw', 'привет', ...few, '--out', join(folder, 'together')]);
      expect(drawn.stderr).toContain('model both on cpu');
      expect(drawn.code).toBe(0);
      expect((await readdir(join(folder, 'together'))).sort()).toEqual(names);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
