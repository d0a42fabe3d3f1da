/** @file Packages that are fetched by programs of the machine, which stand here as scripts. */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchPackages } from './packages.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-packages-'));
  await mkdir(join(folder, 'bin'));
  vi.stubEnv('PATH', `${join(folder, 'bin')}${delimiter}${process.env.PATH}`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function program(name: string, lines: string): Promise<void> {
  const file = join(folder, 'bin', name);
  await writeFile(file, `#!/bin/sh\n${lines}\n`);
  await chmod(file, 0o755);
}

async function fetched() {
  const said: string[] = [];
  const packages = await fetchPackages(join(folder, 'cache'), (sentence) => said.push(sentence));
  return { ...packages, said };
}

describe.skipIf(process.platform === 'win32')('packages', () => {
  it('of Debian are taken apart once; another version than the one that was learnt from is told', async () => {
    await program('npm', 'echo "$@" >> ../npm-was-asked');
    await program('apt-get', 'test "$2" != mueller7-dict && touch "$2.deb"');
    await program(
      'dpkg-deb',
      'if [ "$1" = -f ]; then case "$2" in *stamps*) echo 2099.01-1;; *openclip*) echo 1:0.18+dfsg-19;; *symbola*) echo 2.60-2;; *bul*|*fin.deb|*ind*|*jpn*|*nor*) echo 2022.12.07-2;; *) echo 2022.04.21-1;; esac; else mkdir -p "$3"; fi',
    );
    const { debian, missing, said } = await fetched();
    expect(missing).toEqual(['mueller7-dict']);
    expect(said.filter((sentence) => sentence.includes('is of version'))).toEqual([
      'Debian’s package tuxpaint-stamps-default is of version 2099.01-1 here, not 2022.06.04: its part of the data set may differ.',
    ]);
    expect((await readdir(join(folder, 'cache', 'debian'))).sort()).toEqual(
      [...Object.keys(debian), 'mueller7-dict.part'].sort(),
    );
    const again = await fetched();
    expect(again.debian).toEqual(debian);
    expect(again.said.filter((sentence) => sentence.startsWith('Fetching'))).toEqual([
      'Fetching Debian’s package mueller7-dict …',
    ]);
  });

  it('that npm cannot install are told with what npm says', async () => {
    await program('npm', 'echo "npm error network no way out"; exit 1');
    await expect(fetched()).rejects.toThrow(
      /^The packages of the data set could not be installed; npm said: npm error network no way out\.?$/,
    );
  });
});
