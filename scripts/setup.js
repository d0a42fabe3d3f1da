/**
 * @file Makes a checkout ready to run: packages from the lock file, `dist/` from `src/`, the page from
 * `studio-ui/`. What is up to date is left alone, which a second run finds out in well under a second.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.js';
import { runQuietly, SetupError } from './processes.js';
import { hashOf, readStamp, writeStamp } from './stamps.js';

/** The folder that holds package.json. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache');
const modules = join(root, 'node_modules');

/**
 * @typedef {object} Build
 * @property {string} label
 * @property {string} output a file that is there once the build has run
 * @property {readonly string[]} inputs
 * @property {readonly string[]} command run with node
 * @property {readonly string[]} forget removed before a build from nothing, and before a change of inputs is built
 */

/** @type {Record<string, Build>} */
const builds = {
  program: {
    label: 'Compiling the program',
    output: 'dist/cli/main.js',
    inputs: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
    forget: ['.cache/build.tsbuildinfo'],
  },
  page: {
    label: 'Building the studio page',
    output: 'dist/studio-ui/index.html',
    inputs: [
      'studio-ui',
      'src/protocol',
      'src/canvas',
      'src/optimiser',
      'src/parameters',
      'src/raster',
      'tsconfig.json',
      'package-lock.json',
    ],
    command: ['node_modules/vite/bin/vite.js', 'build', 'studio-ui', '--logLevel', 'warn'],
    forget: [],
  },
};

/**
 * Installs and builds as needed.
 * @param {{ build: boolean }} what
 */
export async function prepare(what) {
  // An installed package has no sources: nothing to install, nothing to build.
  if (!existsSync(join(root, 'src'))) return;
  if (isReady(what)) return;
  await withLock(join(cache, 'setup.lock'), async () => {
    if (!isInstalled()) await install();
    if (!what.build) return;
    for (const name of Object.keys(builds)) if (isStale(name)) await build(name);
  });
}

/** @param {{ build: boolean }} what */
function isReady(what) {
  return isInstalled() && (!what.build || !Object.keys(builds).some(isStale));
}

const installStamp = join(modules, '.atelier-installed');

/** Packages depend on the lock file's content and, where they are compiled, on the version of Node. */
function installKey() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.version}`;
}

function isInstalled() {
  if (readStamp(installStamp) === installKey()) return true;
  // Someone ran npm by hand: npm leaves a copy of the lock file behind, newer than the lock file itself.
  const left = join(modules, '.package-lock.json');
  const otherNode = existsSync(installStamp) && !readStamp(installStamp).endsWith(` ${process.version}`);
  if (otherNode || !existsSync(left)) return false;
  if (statSync(left).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) return false;
  writeStamp(installStamp, installKey());
  return true;
}

async function install() {
  const npm = npmCommand();
  const { code, output } = await runQuietly(
    'Installing packages (the first time takes about a minute)',
    npm.command,
    [...npm.args, 'ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1'],
    { cwd: root },
  );
  if (code === 0) {
    writeStamp(installStamp, installKey());
    return;
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/.test(output)) {
    throw new SetupError(
      'The packages could not be downloaded because the package registry cannot be reached; connect to the network and run the same command again.',
    );
  }
  throw new SetupError(
    `Installing the packages failed; npm said:\n${output.trim().split('\n').slice(-20).join('\n')}`,
  );
}

/** npm as it was called, where it called us; else the npm on the PATH. */
function npmCommand() {
  const path = process.env.npm_execpath ?? '';
  if (basename(path) === 'npm-cli.js') return { command: process.execPath, args: [path] };
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  // On Windows npm is a .cmd file, which spawn does not start without a shell.
  if (process.platform === 'win32' && existsSync(beside))
    return { command: process.execPath, args: [beside] };
  return { command: 'npm', args: [] };
}

/** @param {string} name */
function stampFile(name) {
  return join(cache, `${name}.stamp`);
}

/** @param {string} name */
function isStale(name) {
  const { output, inputs } = /** @type {Build} */ (builds[name]);
  return !existsSync(join(root, output)) || readStamp(stampFile(name)) !== hashOf(root, inputs);
}

/** @param {string} name */
async function build(name) {
  const { label, output, inputs, command, forget } = /** @type {Build} */ (builds[name]);
  const key = hashOf(root, inputs);
  // An incremental compiler believes its notes and would not write files again that somebody removed.
  if (!existsSync(join(root, output))) for (const path of forget) rmSync(join(root, path), { force: true });
  const { code, output: said } = await runQuietly(label, process.execPath, command, { cwd: root });
  if (code !== 0 || !existsSync(join(root, output))) throw new SetupError(`${label} failed:\n${said.trim()}`);
  if (name === 'program') removeOrphans(join(root, 'dist'), join(root, 'src'));
  writeStamp(stampFile(name), key);
}

/**
 * Removes compiled files whose source is gone, so that what runs is what the sources say.
 * @param {string} compiled
 * @param {string} sources
 */
function removeOrphans(compiled, sources) {
  for (const entry of readdirSync(compiled, { withFileTypes: true })) {
    const path = join(compiled, entry.name);
    if (entry.isDirectory()) {
      const twin = join(sources, entry.name);
      if (existsSync(twin)) removeOrphans(path, twin);
      else if (entry.name !== 'studio-ui') rmSync(path, { recursive: true });
    } else if (/\.js$/.test(entry.name)) {
      const stem = join(sources, entry.name.slice(0, -3));
      if (!existsSync(`${stem}.ts`) && !existsSync(`${stem}.tsx`)) rmSync(path);
    }
  }
}
