/**
 * @file Brings the packages that pictures and words come from into a folder of their own: npm's by exact version,
 * Debian's by `apt-get download`, taken apart without being installed. What is there already is left alone.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../compile/index.js';
import { TrainingError } from '../training-error.js';
import { dictionaries } from './dictionaries.js';
import { isFromDebian } from './source.js';
import { helpers, sources } from './sources.js';

export interface Packages {
  /** node_modules folder. */
  readonly modules: string;
  /** Root of each Debian package that could be had, by its name. */
  readonly debian: Readonly<Record<string, string>>;
  /** Debian packages that this machine cannot fetch; the data set is made without them. */
  readonly missing: readonly string[];
}

/**
 * @param cache made where it is missing
 * @param say told what is being fetched
 * @throws TrainingError when npm cannot install the packages
 */
export async function fetchPackages(cache: string, say: (sentence: string) => void): Promise<Packages> {
  makeFolder(cache);
  const modules = join(cache, 'node_modules');
  const wanted = npmPackages();
  const lacking = [];
  for (const { name, version } of wanted) {
    if ((await installedVersion(modules, name)) !== version) lacking.push(`${name}@${version}`);
  }
  if (lacking.length > 0) {
    say(`Installing ${lacking.length} packages of pictures and words (about 450 MB unpacked) …`);
    await installNpm(
      cache,
      wanted.map(({ name, version }) => `${name}@${version}`),
    );
  }
  const debian: Record<string, string> = {};
  const missing: string[] = [];
  for (const { name, version } of debianPackages()) {
    const root = join(cache, 'debian', name);
    if (!existsSync(root)) {
      say(`Fetching Debian’s package ${name} …`);
      const found = await fetchDebian(cache, name, root);
      if (found === undefined) {
        missing.push(name);
        continue;
      }
      if (!found.includes(version)) {
        say(
          `Debian’s package ${name} is of version ${found} here, not ${version}: its part of the data set may differ.`,
        );
      }
    }
    debian[name] = root;
  }
  return { modules, debian, missing };
}

const npmPackages = (): { name: string; version: string }[] => [
  ...Object.entries(sources).flatMap(([name, row]) =>
    isFromDebian(row) ? [] : [{ name, version: row.version }],
  ),
  ...Object.entries(helpers).map(([name, { version }]) => ({ name, version })),
];

/** Debian keeps one version of a package at a time, so that another one is told and not refused. */
const debianPackages = (): { name: string; version: string }[] =>
  Object.entries({ ...sources, ...dictionaries }).flatMap(([name, row]) =>
    !('from' in row) || isFromDebian(row) ? [{ name, version: row.version }] : [],
  );

async function installedVersion(modules: string, name: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8'));
    return manifest && typeof manifest === 'object' && 'version' in manifest
      ? String(manifest.version)
      : undefined;
  } catch {
    return undefined;
  }
}

async function installNpm(cache: string, packages: readonly string[]): Promise<void> {
  await writeFile(join(cache, 'package.json'), '{ "private": true }\n');
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
  const { code, output } = await run('npm', ['install', ...flags, ...packages], cache);
  if (code === 0) return;
  const reason = output.trim().split('\n').slice(-3).join(' ');
  throw new TrainingError(`The packages of the data set could not be installed; npm said: ${reason}`);
}

/** @returns the version of the package, which lies in `root` now, if it could be had */
async function fetchDebian(cache: string, name: string, root: string): Promise<string | undefined> {
  const beside = `${root}.part`;
  await rm(beside, { recursive: true, force: true });
  makeFolder(beside);
  const download = await run('apt-get', ['download', name], beside);
  const archive = (await readdir(beside)).find((file) => file.endsWith('.deb'));
  if (download.code !== 0 || archive === undefined) return undefined;
  const version = await run('dpkg-deb', ['-f', join(beside, archive), 'Version'], cache);
  const unpacked = await run('dpkg-deb', ['-x', join(beside, archive), join(beside, 'root')], cache);
  if (unpacked.code !== 0) return undefined;
  await rename(join(beside, 'root'), root);
  await rm(beside, { recursive: true });
  return version.output.trim();
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
