/** @file A tiny model is trained from pictures on disk, resumed bit by bit, killed, and drawn with. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atelier, startAtelier } from './run-atelier.js';

let folder: string;
const at = (name: string) => join(folder, name);
const weights = (out: string) => readFile(at(`${out}/model/model.safetensors`));
const checkpoint = (out: string) => readFile(at(`${out}/checkpoint.safetensors`));
/** The step that a checkpoint's header names. */
const stepOf = (bytes: Buffer) => Number(/"step":"(\d+)"/.exec(bytes.toString('latin1', 8, 4000))?.[1]);
/** Without the seconds, which differ from run to run. */
const numbersOf = (bytes: Buffer) => bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
const quick = ['--samples-every', '0'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-training-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const side = 8;
  const names = ['disc', 'bar', 'corner'];
  const picture = (index: number) =>
    Uint8Array.from({ length: side * side }, (_, i) => {
      const [x, y] = [i % side, Math.floor(i / side)];
      const inside = [(x - 4) ** 2 + (y - 4) ** 2 < 9, y > 2 && y < 5, x < 4 && y < 4][index];
      return inside ? 255 : 0;
    });
  await writeFile(join(data, 'pictures.bin'), Buffer.concat(names.map((_, i) => picture(i))));
  const index = {
    format: 'clip-atelier pictures',
    version: 1,
    side,
    concepts: names.map((name) => ({ name, synonyms: [], names: { en: [name], ru: [`${name}ы`] } })),
    pictures: names.map((name, concept) => ({
      concept,
      offset: concept * side * side,
      channels: 1,
      source: 'test',
      name,
      role: 'train',
      medium: 'icon',
    })),
    skipped: {},
  };
  await writeFile(join(data, 'index.json'), JSON.stringify(index));
  const settings = {
    format: 'clip-atelier training',
    version: 1,
    data,
    design: 'tiny',
    batch: 6,
    warmUp: 2,
    lowPass: 3,
  };
  const hard = { ...settings, adversarial: 0.7, reach: 1 };
  await writeFile(at('recipe.json'), JSON.stringify({ ...hard, steps: 6 }));
  await writeFile(at('other.json'), JSON.stringify({ ...hard, steps: 6, noise: 0.1 }));
  await writeFile(at('long.json'), JSON.stringify({ ...hard, steps: 2000 }));
});
afterAll(() => rm(folder, { recursive: true }));

describe('atelier train', () => {
  it('makes the same of six steps as of three, a new process and three more, and draws with it', async () => {
    const train = (out: string, ...args: string[]) =>
      atelier(['train', at('recipe.json'), '--out', at(out), ...quick, ...args], folder);
    expect((await train('whole')).code).toBe(0);
    expect((await train('halves', '--stop-after', '3')).code).toBe(0);
    expect(stepOf(await checkpoint('halves'))).toBe(3);
    expect(await weights('halves')).not.toEqual(await weights('whole'));
    const second = await train('halves', '--resume');
    expect([second.code, second.stderr]).toEqual([0, expect.stringMatching(/Step 6: \d+ % right on clean/)]);
    expect(second.stderr).toContain(
      'No picture is held out: accuracy is told on 3 of those that are learnt from.',
    );
    expect(numbersOf(await checkpoint('halves'))).toEqual(numbersOf(await checkpoint('whole')));
    expect(await weights('halves')).toEqual(await weights('whole'));
    const args = ['draw', 'disc', '--model', at('whole/model'), '--iterations', '2', '--strokes', '2'];
    expect((await atelier([...args, '--out', at('drawn')], folder)).code).toBe(0);
  });

  it('refuses a folder in use without --resume, and names what differs in a checkpoint of another recipe', async () => {
    const again = await atelier(['train', at('recipe.json'), '--out', at('whole')], folder);
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/go on with it by --resume/)]);
    const other = await atelier(['train', at('other.json'), '--out', at('whole'), '--resume'], folder);
    expect([other.code, other.stderr]).toEqual([
      1,
      expect.stringMatching(/of another recipe: its noise is 0\.8, not 0\.1/),
    ]);
  });

  it('loses nothing but the steps since the last checkpoint when it is killed; no second training comes in', async () => {
    const args = ['train', at('long.json'), '--out', at('killed'), ...quick];
    const { child, finished } = startAtelier([...args, '--checkpoint-every', '0'], folder);
    const kept = async () => stepOf(await checkpoint('killed').catch(() => Buffer.alloc(8)));
    while (!((await kept()) >= 4)) await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await atelier([...args, '--resume'], folder);
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringMatching(/another training works in this/),
    ]);
    child.kill('SIGKILL');
    await finished;
    const last = await kept();
    const rest = await atelier([...args, '--resume', '--stop-after', '2'], folder);
    expect([rest.code, await kept()]).toEqual([0, last + 2]);
    await atelier(
      ['train', at('long.json'), '--out', at('calm'), ...quick, '--stop-after', `${last + 2}`],
      folder,
    );
    expect(numbersOf(await checkpoint('killed'))).toEqual(numbersOf(await checkpoint('calm')));
  });

  it.runIf(process.platform === 'linux')(
    'refuses a folder that cannot be, and does not try for ever',
    async () => {
      for (const out of ['/proc/atelier/x', '/dev/full/x']) {
        const { code, stderr } = await atelier(['train', at('recipe.json'), '--out', out], folder);
        expect([code, stderr]).toEqual([
          1,
          expect.stringMatching(/^\S+x: nothing can be written here: .*\.\n$/),
        ]);
      }
    },
  );

  it('draws a sheet of samples with the model so far', async () => {
    const args = ['train', at('recipe.json'), '--out', at('sampled'), '--samples-every', '1'];
    const { code } = await atelier([...args, '--seconds', '4'], folder);
    expect(code).toBe(0);
    const sheets = await readdir(at('sampled/samples'));
    expect(sheets[0]).toMatch(/^step-\d{6}\.png$/);
  });

  it('teaches a model further on pictures of one’s own, and keeps its words', async () => {
    const pictures = at('pictures');
    await mkdir(pictures);
    for (const [name, colour] of Object.entries({ 'red disc': '#f00', 'red disc 2': '#e11', sea: '#00f' })) {
      const create = { width: 12, height: 12, channels: 3, background: colour } as const;
      await sharp({ create })
        .png()
        .toFile(join(pictures, `${name}.png`));
    }
    await writeFile(join(pictures, 'broken.png'), 'no picture');
    const settings = { format: 'clip-atelier training', version: 1, data: pictures, batch: 4, steps: 3 };
    await writeFile(at('style.json'), JSON.stringify({ ...settings, start: at('whole/model') }));
    const { code, stderr } = await atelier(
      ['train', at('style.json'), '--out', at('style'), ...quick],
      folder,
    );
    expect([code, stderr]).toEqual([0, expect.stringContaining('3 pictures with 2 different captions.')]);
    expect(stderr).toContain('Skipped, as they cannot be read: broken.png.');
    expect(await readFile(at('style/model/tokenizer.json'))).toEqual(
      await readFile(at('whole/model/tokenizer.json')),
    );
    expect(JSON.parse(await readFile(at('style/model/concepts.json'), 'utf8'))).toEqual(['red disc', 'sea']);
    const none = await atelier(['train', at('nowhere')], folder);
    expect([none.code, none.stderr]).toEqual([
      1,
      expect.stringMatching(/^\S*nowhere: there is neither a folder/),
    ]);
    await mkdir(at('empty'));
    const empty = await atelier(['train', at('empty'), '--out', at('of-nothing')], folder);
    expect([empty.code, empty.stderr]).toEqual([
      1,
      expect.stringMatching(/there are no pictures here; put PNG/),
    ]);
    expect(await readdir(folder)).not.toContain('of-nothing');
  });
});
