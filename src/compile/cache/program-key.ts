/**
 * @file The key of a recorded program: what it is (its caller says so in words), its inputs and where its
 * weights lie, how it is to run, and the code that would record it. Any of these changed is another key.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Signature } from '../contract.js';

/** All rooms of the program, compiled or as sources. */
const rooms = fileURLToPath(new URL('../..', import.meta.url));
const packages = ['onnxruntime-node', '@tensorflow/tfjs-core'] as const;

/** The version of an installed package, found as Node finds it. */
function versionOf(name: string): string {
  const entry = fileURLToPath(import.meta.resolve(name));
  const folder = join(entry.slice(0, entry.lastIndexOf(join(...name.split('/')) + sep)), ...name.split('/'));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

let known: string | undefined;

/** Says which code this is: name, size and time of every file of the rooms, and the engines' versions. */
function codeVersion(): string {
  known ??= [
    ...readdirSync(rooms, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[jt]s$/.test(file) && !/\.(test|reference|d)\.ts$/.test(file))
      .sort()
      .map((file) => {
        const { size, mtimeMs } = statSync(join(rooms, file));
        return `${file}:${size}:${mtimeMs}`;
      }),
    ...packages.map((name) => `${name}@${versionOf(name)}`),
  ].join('\n');
  return known;
}

/** @param what says which function this is: everything it closes over, in words */
export function programKey(what: string, signature: Signature, runtime: object): string {
  const files = new Set(Object.values(signature.weights ?? {}).map(({ file }) => file));
  const stamps = [...files].map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [dirname(file), size, mtimeMs];
  });
  const parts = JSON.stringify([what, signature, runtime, stamps]);
  return createHash('sha256').update(parts).update(codeVersion()).digest('hex');
}
