import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTensorTable } from '../checkpoint/containers.js';
import { weightSource } from '../checkpoint/tensor-table.js';
import { ModelError } from '../model-error.js';
import { readTensor } from '../safetensors/read-tensor.js';
import { type ArchiveEntry, pickled, writeArchive } from './archive.reference.js';
import { readTorchCheckpoint } from './checkpoint.js';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/torch/${name}`, import.meta.url));

interface Described {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

let expected: Record<string, Record<string, Described>>;
let folder: string;
beforeAll(async () => {
  expected = JSON.parse(await readFile(fixture('expected.json'), 'utf8'));
  folder = await mkdtemp(join(tmpdir(), 'atelier-torch-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Names of torch's dtypes that programs take as weights. */
const dtypes: Record<string, string> = {
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  float64: 'F64',
  int64: 'I64',
};

describe('files that torch wrote', () => {
  it.each([
    ['plain.pt', 'a dict of tensors of every dtype, views of one storage among them'],
    ['training.bin', 'a training checkpoint with optimiser state, named for several devices'],
    ['torchscript.pt', 'a TorchScript archive'],
  ])('%s: %s', async (name) => {
    const table = await readTorchCheckpoint(fixture(name));
    expect([...table.tensors.keys()].sort()).toEqual(Object.keys(expected[name] ?? {}).sort());
    for (const [key, { dtype, shape, values }] of Object.entries(expected[name] ?? {})) {
      const tensor = table.tensors.get(key);
      expect(tensor).toMatchObject({ dtype: dtypes[dtype], shape });
      if (tensor && dtype !== 'float64') {
        expect([...(await readTensor(weightSource(key, tensor)))]).toEqual(values);
      }
    }
  });

  it.each([
    ['old.pt', /old\.pt: .*before version 1\.6.*torch\.save/],
    ['module.pt', /module\.pt: .*would call __main__\.Tower/],
    ['strided.pt', /spread is a strided view \(size 3×4, strides 1, 0\).*permuted is a strided view/],
    ['expected.json', /expected\.json: this is not a whole PyTorch \(zip\) file/],
  ])('%s is refused by name', async (name, message) => {
    await expect(readTorchCheckpoint(fixture(name))).rejects.toThrow(message);
    await expect(readTorchCheckpoint(fixture(name))).rejects.toBeInstanceOf(ModelError);
  });
});

const float = (...values: number[]): Buffer => Buffer.from(Float32Array.from(values).buffer);
const one = pickled.dict({ w: pickled.tensor('0', 3, 1, [2], [1]) });

function archive(
  value: string,
  more: readonly ArchiveEntry[] = [{ name: 'a/data/0', bytes: float(1, 2, 3) }],
) {
  return [{ name: 'a/data.pkl', bytes: pickled.whole(value) }, ...more];
}

async function read(bytes: Buffer) {
  const file = join(folder, 'made.pt');
  await writeFile(file, bytes);
  return readTorchCheckpoint(file);
}

describe('files written by hand', () => {
  it('are read, in zip64 too', async () => {
    for (const zip64 of [false, true]) {
      const { tensors } = await read(writeArchive(archive(one), { zip64 }));
      const tensor = tensors.get('w');
      expect(tensor && [...(await readTensor(weightSource('w', tensor)))]).toEqual([2, 3]);
    }
  });

  it.each<[string, string, RegExp]>([
    [
      'a pickle that calls a shell',
      pickled.call(pickled.global('posix', 'system'), pickled.text('touch /')),
      /would call posix\.system/,
    ],
    [
      'one that hides the call in the state of a tensor',
      pickled.dict({
        w: `${pickled.tensor('0', 3, 0, [3], [1])}${pickled.call(pickled.global('builtins', 'eval'), pickled.text('1'))}b`,
      }),
      /would call builtins\.eval/,
    ],
    [
      'one that calls through a tensor with attributes',
      pickled.call(
        pickled.global('torch._tensor', '_rebuild_from_type_v2'),
        pickled.global('os', 'system'),
        'N',
        pickled.tuple(pickled.text('true')),
        'N',
      ),
      /would call os\.system/,
    ],
    ['one that makes an instance', '(iposix\nsystem\n', /instruction INST/],
    [
      'one that calls what a call gave',
      `${pickled.call(pickled.global('collections', 'OrderedDict'))})R`,
      /would call a dict/,
    ],
    [
      'a name that is inherited',
      pickled.call(pickled.global('constructor', ''), ''),
      /would call constructor/,
    ],
    [
      'an unknown storage',
      pickled.storage('QInt8Storage', '0', 3),
      /storage of the type torch\.QInt8Storage/,
    ],
    ['something outside', `${pickled.text('x')}Q`, /not a storage/],
    [
      'a tensor beyond its storage',
      pickled.dict({ w: pickled.tensor('0', 3, 2, [2], [1]) }),
      /w of the size 2 reaches beyond/,
    ],
    [
      'a tensor of an absurd size',
      pickled.dict({ w: pickled.tensor('0', 3, 0, [2 ** 30, 2 ** 30], [2 ** 30, 1]) }),
      /reaches beyond/,
    ],
    [
      'a tensor of a negative size',
      pickled.dict({ w: pickled.tensor('0', 3, 0, [-1], [1]) }),
      /not a few whole numbers/,
    ],
    [
      'a storage that is not there',
      pickled.dict({ w: pickled.tensor('7', 3, 0, [3], [1]) }),
      /data\/7, which is missing/,
    ],
    [
      'a storage of another length',
      pickled.dict({ w: pickled.tensor('0', 4, 0, [3], [1]) }),
      /should have 16 bytes and has 12/,
    ],
    ['no tensors', pickled.dict({ a: pickled.number(1) }), /holds a dict, not a dict of named tensors/],
    ['a bare tensor', pickled.tensor('0', 3, 0, [3], [1]), /holds a tensor, not a dict/],
    ['an unknown instruction', '\xff', /is no pickle instruction/],
    ['a pickle without an end', `X${'\xff'.repeat(4)}`, /cut off/],
    ['a value that is not there', 'h\x05', /refers to its value 5/],
    ['an empty stack', '', /never put down/],
    ['millions of objects', '}'.repeat(300_000), /more than 100000 objects/],
    ['millions of values', 'N'.repeat(600_000), /wait on the stack/],
    ['a dict that contains itself', `}q\x00${pickled.text('a')}h\x00s`, /nested beyond any model/],
    [
      'dicts that double at every level',
      Array.from({ length: 40 }).reduce<string>(
        (inner) => `}q\x01(${pickled.text('a')}${inner}q\x02${pickled.text('b')}h\x02u`,
        '}',
      ),
      /nested beyond any model/,
    ],
  ])('%s: refused', async (_, value, message) => {
    await expect(read(writeArchive(archive(value)))).rejects.toThrow(message);
  });

  it.each<[string, readonly ArchiveEntry[], RegExp]>([
    [
      'a compressed entry',
      archive(one, [{ name: 'a/data/0', bytes: float(1), claims: { method: 8, size: 4 } }]),
      /compressed/,
    ],
    [
      'entries that share their bytes',
      archive(one, [
        { name: 'a/data/0', bytes: float(1, 2, 3) },
        { name: 'a/data/1', bytes: float(1), claims: { offset: 0, size: 40 } },
      ]),
      /overlaps/,
    ],
    [
      'an entry beyond the end',
      archive(one, [{ name: 'a/data/0', bytes: float(1), claims: { size: 1e6 } }]),
      /made\.pt: .*file/,
    ],
    [
      'an entry twice',
      archive(one, [
        { name: 'a/data/0', bytes: float(1) },
        { name: 'a/data/0', bytes: float(2) },
      ]),
      /twice/,
    ],
    [
      'an archive of something else',
      [{ name: 'word/document.xml', bytes: Buffer.from('<a/>') }],
      /not of PyTorch/,
    ],
    [
      'two pickles',
      [...archive(one), { name: 'b/data.pkl', bytes: pickled.whole('N') }],
      /not one PyTorch file/,
    ],
    [
      'big-endian numbers',
      [...archive(one), { name: 'a/byteorder', bytes: Buffer.from('big') }],
      /byte order is "big"/,
    ],
  ])('%s: refused', async (_, entries, message) => {
    await expect(read(writeArchive(entries))).rejects.toThrow(message);
  });

  it('that are no files, or empty, or cut off, are refused by name', async () => {
    const whole = writeArchive(archive(one));
    await expect(read(Buffer.alloc(0))).rejects.toThrow(/made\.pt: the file is empty/);
    await expect(read(whole.subarray(0, whole.length - 9))).rejects.toThrow(
      /made\.pt: this is not a whole PyTorch/,
    );
    await mkdir(join(folder, 'folder.pt'));
    await symlink('loop.pt', join(folder, 'loop.pt'));
    await expect(readTorchCheckpoint(join(folder, 'folder.pt'))).rejects.toThrow(
      /folder\.pt: this is not a regular/,
    );
    await expect(readTorchCheckpoint(join(folder, 'loop.pt'))).rejects.toThrow(/loop\.pt: .*run in a circle/);
    await expect(readTorchCheckpoint(join(folder, 'absent.pt'))).rejects.toThrow(
      /absent\.pt: .*does not exist/,
    );
  });
});

it('a transposed matrix is read as it lies, and marked', async () => {
  const { tensors } = await readTorchCheckpoint(fixture('turned.pt'));
  for (const [name, { shape, values }] of Object.entries(expected['turned.pt'] ?? {})) {
    const tensor = tensors.get(name);
    const [rows = 0, columns = 0] = shape;
    expect(tensor).toMatchObject({ shape });
    const read = tensor ? await readTensor(weightSource(name, tensor)) : [];
    const straight = tensor?.turned
      ? values.map((_, i) => read[(i % columns) * rows + Math.floor(i / columns)])
      : [...read];
    expect(straight).toEqual(values);
  }
  expect([...tensors].filter(([, { turned }]) => turned).map(([name]) => name)).toEqual(['turned', 'window']);
});

describe('an index of shards', () => {
  it('makes one table of its files', async () => {
    const { container, table } = await readTensorTable(fixture('pytorch_model.bin.index.json'));
    expect(container).toBe('PyTorch in shards');
    const plain = expected['plain.pt'] ?? {};
    for (const name of ['single', 'half', 'brain', 'scalar']) {
      const tensor = table.tensors.get(name);
      expect(tensor && [...(await readTensor(weightSource(name, tensor)))]).toEqual(plain[name]?.values);
    }
    expect(table.tensors.size).toBe(4);
  });
});
