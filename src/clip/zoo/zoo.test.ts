import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCheckpoint } from '../checkpoint/checkpoint.js';
import { embeddedModelFolder } from '../checkpoint/model-files.js';
import { loadClip } from '../load-clip.js';
import { builtInModels } from './built-in-models.js';
import type { Patience } from './download.js';
import { findModel } from './find-model.js';
import { type Environment, zooFolders } from './folders.js';
import { type HubServer, serveHub } from './hub-server.reference.js';
import { knownModels } from './known-models.js';
import { type AddWatch, addModel, listModels, removeModel } from './zoo.js';

const patience: Patience = { attempts: 2, pause: 1, silence: 2000 };
const weightsName = 'model.safetensors';

let root: string;
let hub: HubServer;
let environment: Environment;
let weights: Buffer;
let log: string[];
let furthest: number;
const watch: AddWatch = {
  begin: (title, files, bytes) => void log.push(`begin ${title} ${files} ${bytes}`),
  progress: (path, done) => {
    if (path === weightsName) furthest = Math.max(furthest, done);
  },
  waiting: (path) => void log.push(`waiting ${path}`),
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-zoo-'));
  const embedded = async (name: string): Promise<Buffer> => readFile(join(embeddedModelFolder(), name));
  weights = await embedded(weightsName);
  const files = {
    'open_clip_config.json': await embedded('open_clip_config.json'),
    'tokenizer.json': await embedded('tokenizer.json'),
    'README.md': Buffer.from('# A model'),
    'pytorch_model.bin': Buffer.alloc(5000),
    [weightsName]: weights,
  };
  hub = await serveHub({
    'somebody/small-clip': files,
    'somebody/nothing': { 'README.md': Buffer.from('x') },
  });
  environment = { HF_HOME: join(root, 'hf'), ATELIER_HOME: join(root, 'home'), HF_ENDPOINT: hub.url };
  log = [];
  furthest = 0;
});
afterEach(async () => {
  await hub.close();
  await rm(root, { recursive: true });
});

const add = (what: string) => addModel(what, watch, { environment, patience });
const list = () => zooFolders(environment).list;
const blobs = (): string => join(root, 'hf', 'hub', 'models--somebody--small-clip', 'blobs');

describe('a repository of the hub', () => {
  it('is downloaded in the layout of the hub, without what no model needs, and is found by its name', async () => {
    const { name, path } = await add('somebody/small-clip');
    expect(log[0]).toMatch(/^begin somebody\/small-clip 3 \d+$/);
    expect((await readdir(path)).sort()).toEqual([
      'model.safetensors',
      'open_clip_config.json',
      'tokenizer.json',
    ]);
    expect(path).toMatch(/hf.hub.models--somebody--small-clip.snapshots.[0-9a-f]{40}$/);
    expect((await readFile(join(path, weightsName))).equals(weights)).toBe(true);
    expect(await findModel(name, list())).toEqual({ name, path });
    expect((await openCheckpoint(path)).architecture.embedDim).toBe(256);
    expect((await listModels({ environment })).at(-1)).toEqual({ name, path });
  });

  it('is not downloaded again when it is there', async () => {
    await add('somebody/small-clip');
    const before = hub.requests.length;
    await add('somebody/small-clip');
    expect(hub.requests).toHaveLength(before);
  });

  it('goes on after broken connections from where they broke', async () => {
    hub.cuts.push(1_000_000, 2_000_000);
    await add('somebody/small-clip');
    const starts = hub.requests.filter(({ path }) => path === weightsName).map(({ start }) => start);
    expect(starts).toHaveLength(3);
    expect(starts[0]).toBe(0);
    expect(starts[1]).toBeGreaterThan(0);
    expect(starts[2]).toBeGreaterThan(starts[1] ?? 0);
    expect(furthest).toBe(weights.length);
  });

  it('keeps what came when the server is gone, and a later attempt goes on from there', async () => {
    hub.cuts.push(3_000_000, 0, 0, 0);
    await expect(add('somebody/small-clip')).rejects.toThrow(
      /cannot be reached.*by hand.*somebody\/small-clip\/tree\/main.*atelier models add <folder>/,
    );
    const incomplete = (await readdir(blobs())).find((name) => name.endsWith('.incomplete'));
    const kept = (await stat(join(blobs(), incomplete ?? ''))).size;
    expect(kept).toBeGreaterThan(0);
    hub.cuts.length = 0;
    const { path } = await add('somebody/small-clip');
    expect(hub.requests.at(-1)).toEqual({ path: weightsName, start: kept });
    expect((await readFile(join(path, weightsName))).equals(weights)).toBe(true);
    expect((await readdir(blobs())).some((name) => name.endsWith('.incomplete'))).toBe(false);
  });

  it('is refused when its checksum is wrong, and nothing of it stays', async () => {
    hub.spoil = true;
    await expect(add('somebody/small-clip')).rejects.toThrow(
      /damaged \(its checksum is [0-9a-f]{12}…, it should be/,
    );
    expect((await readdir(blobs())).filter((name) => name.endsWith('.incomplete'))).toEqual([]);
    await expect(findModel('somebody/small-clip', list())).rejects.toThrow();
    hub.spoil = false;
    await add('somebody/small-clip');
  });

  it('is fetched once when several want it at once', async () => {
    hub.slowness = 1;
    const models = await Promise.all([add('somebody/small-clip'), add('somebody/small-clip')]);
    expect(models[0]).toEqual(models[1]);
    expect(hub.requests.filter(({ path }) => path === weightsName)).toHaveLength(1);
    expect(log.filter((line) => line.startsWith('waiting')).length).toBeGreaterThan(0);
  });

  it('that is not there, or holds no model, is refused in one sentence', async () => {
    await expect(add('somebody/absent')).rejects.toThrow(/There is no model at .*somebody\/absent/);
    await expect(add('somebody/nothing')).rejects.toThrow(/has no weights under a usual name/);
  });

  it('cannot be had without a network, and how to do without is said', async () => {
    await hub.close();
    await expect(add('openai-vit-b-32')).rejects.toThrow(
      /127\.0\.0\.1:\d+ cannot be reached.*by hand: put the configuration, tokenizer and weights from .*timm\/vit_base_patch32_clip_224\.openai\/tree\/main into a folder and say atelier models add <folder>\.$/,
    );
  });
});

describe('a folder', () => {
  it('is noted and found by its name, and stays when it is removed', async () => {
    const folder = join(root, 'my-clip');
    await mkdir(folder);
    for (const name of ['open_clip_config.json', 'tokenizer.json', weightsName]) {
      await writeFile(join(folder, name), await readFile(join(embeddedModelFolder(), name)));
    }
    expect(await add(folder)).toEqual({ name: 'my-clip', path: folder, downloads: [] });
    expect(await findModel('my-clip', list())).toEqual({ name: 'my-clip', path: folder });
    expect(await removeModel('my-clip', { environment })).toEqual([]);
    expect(await readdir(folder)).toHaveLength(3);
    await expect(findModel('my-clip', list())).rejects.toThrow(
      /there is no folder, file or model of this name/,
    );
  });

  it('does not take the name of another', async () => {
    for (const parent of ['one', 'two']) {
      await cp(embeddedModelFolder(), join(root, parent, 'my-clip'), { recursive: true });
    }
    await add(join(root, 'one', 'my-clip'));
    await add(join(root, 'one', 'my-clip'));
    await expect(add(join(root, 'two', 'my-clip'))).rejects.toThrow(
      /my-clip is already the name of .*one.my-clip; remove that one first/,
    );
  });

  it('without a model, and a word that means nothing, are refused', async () => {
    await mkdir(join(root, 'empty'));
    await expect(add(join(root, 'empty'))).rejects.toThrow(/empty: this folder is not a model/);
    await expect(add('nonsense')).rejects.toThrow(/no known name, no folder or file, and no repository/);
  });
});

describe('removing', () => {
  it('deletes what was downloaded, unless another model needs it', async () => {
    const { name, path, downloads } = await add('somebody/small-clip');
    await add(join(path));
    expect(await removeModel(name, { environment })).toEqual(downloads);
    await expect(stat(path)).rejects.toThrow();
    await expect(removeModel(name, { environment })).rejects.toThrow(
      /no model somebody\/small-clip to remove/,
    );
  });
});

describe('names', () => {
  it('are those of the zoo; a known model that is not here says how to get it', async () => {
    await expect(findModel('openai-vit-b-32', list())).rejects.toThrow(
      /fetch it with: atelier models add openai-vit-b-32/,
    );
    await expect(findModel('openai-vit-b-23', list())).rejects.toThrow(
      /the nearest model is openai-vit-b-32/,
    );
    const listed = await listModels({ environment });
    expect(listed.map(({ name }) => name)).toEqual([
      ...Object.keys(builtInModels),
      ...Object.keys(knownModels),
    ]);
    expect(listed.filter(({ name }) => name.startsWith('openai-'))).toHaveLength(9);
  });

  it('are those of the models that come with the program too, which nobody can take', async () => {
    const found = await findModel('embedded', list());
    expect(found).toEqual({ name: 'embedded', path: embeddedModelFolder() });
    expect((await findModel('judge', list())).path).not.toBe(found.path);
    await expect(findModel('embeded', list())).rejects.toThrow(/the nearest model is embedded /);
    await expect(removeModel('judge', { environment })).rejects.toThrow(/comes with the program/);
    await expect(addModel(found.path, watch, { environment })).rejects.toThrow(
      /^embedded is the name of a model that comes with the program/,
    );
    await expect(addModel('', watch, { environment })).rejects.toThrow(/^The model to add has no name/);
  });

  it('lie where the platform and Hugging Face keep such things', () => {
    expect(zooFolders({ HF_HOME: '/h' }).hub).toBe(join('/h', 'hub'));
    expect(zooFolders({ HF_HOME: '/h', HF_HUB_CACHE: '/c' }).hub).toBe('/c');
    expect(zooFolders({}).hub).toMatch(/huggingface.*hub$/);
  });
});

describe('an image encoder and a text encoder that lie apart', () => {
  const fixture = (name: string): string =>
    fileURLToPath(new URL(`../../../test/fixtures/clip-parity/${name}`, import.meta.url));
  const images = fixture('vit.open_clip.safetensors');
  const addPair = (what: string, text: string, name?: string) =>
    addModel(what, watch, { environment, patience, text, ...(name === undefined ? {} : { name }) });

  it('are added and loaded as one model', async () => {
    const model = { name: 'a-pair', path: images, text: fixture('mclip'), downloads: [] };
    expect(await addPair(images, fixture('mclip'), 'a-pair')).toEqual(model);
    expect((await addPair(images, fixture('mclip'))).name).toBe('vit.open_clip+mclip');
    vi.stubEnv('ATELIER_HOME', join(root, 'home'));
    try {
      const clip = await loadClip('a-pair');
      expect(clip).toMatchObject({ name: 'a-pair', imageSize: 64, embedDim: 48, contextLength: 64 });
      await clip.dispose();
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('must belong together, and have a name of their own', async () => {
    await expect(addPair(fixture('resnet.open_clip.safetensors'), fixture('mclip'))).rejects.toThrow(
      /mclip: its text vectors have 48 numbers, the image vectors of .* 40; they do not belong together/,
    );
    await expect(addPair(fixture('mclip'), images)).rejects.toThrow(/this model has a text encoder only/);
    await addPair(images, fixture('mclip'), 'taken');
    await expect(addPair(images, images, 'taken')).rejects.toThrow(/taken is already the name of .*--name/);
    await expect(addPair(images, fixture('mclip'), 'openai-rn50')).rejects.toThrow(
      /the name of a known model/,
    );
    expect((await readFile(list(), 'utf8')).match(/"name"/g)).toHaveLength(1);
  });
});

describe('a process of its own', () => {
  const program = fileURLToPath(new URL('../../../bin/atelier.js', import.meta.url));
  const start = () => {
    const child = spawn(process.execPath, [program, 'models', 'add', 'somebody/small-clip'], {
      env: { ...process.env, ...environment },
    });
    const ended = new Promise<string>((resolve) => {
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
      child.on('close', () => resolve(said));
    });
    return { child, ended };
  };
  const starts = () =>
    hub.requests.filter(({ path }) => path === weightsName).map(({ start: first }) => first);

  it('and another one fetch a model once', async () => {
    hub.slowness = 2;
    const said = await Promise.all([start().ended, start().ended]);
    for (const text of said)
      expect(text).toMatch(/^somebody\/small-clip is in .*--model somebody\/small-clip$/m);
    expect(starts()).toEqual([0]);
  }, 120_000);

  it('that was killed has left what the next one goes on with', async () => {
    hub.slowness = 20;
    const killed = start();
    while (starts().length === 0) await new Promise((done) => setTimeout(done, 20));
    await new Promise((done) => setTimeout(done, 400));
    killed.child.kill('SIGKILL');
    await killed.ended;
    hub.slowness = 0;
    const said = await start().ended;
    expect(said).toMatch(/^somebody\/small-clip is in /m);
    const [first, second] = starts();
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(0);
  }, 120_000);
});
