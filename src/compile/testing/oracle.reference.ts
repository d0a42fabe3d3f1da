/**
 * @file The independent reference for gradients: tfjs-core's own gradient modules. Node cannot load them as they
 * are shipped, so they are bundled in memory once a test file, and put in the registry while the oracle runs.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { build } from 'vite';
import { gradients } from '../gradients/index.js';

type GradConfig = ReturnType<typeof tf.getGradient>;

const ours = new Map(Object.keys(gradients).map((name) => [name, tf.getGradient(name)]));
const theirs = await loadTheirs();

async function loadTheirs(): Promise<Map<string, GradConfig>> {
  const core = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-core'));
  const bundle = await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: join(core, 'register_all_gradients.js'), write: false, minify: false },
  });
  if (!('output' in bundle)) throw new Error('The bundle of the reference gradients has no output.');
  const folder = mkdtempSync(join(tmpdir(), 'gradients-'));
  const file = join(folder, 'gradients.mjs');
  writeFileSync(file, bundle.output[0].code);
  for (const name of ours.keys()) tf.unregisterGradient(name);
  await import(/* @vite-ignore */ pathToFileURL(file).href);
  rmSync(folder, { recursive: true });
  const found = new Map([...ours.keys()].map((name) => [name, tf.getGradient(name)]));
  registerGradients(ours);
  return found;
}

function registerGradients(configs: ReadonlyMap<string, GradConfig>): void {
  for (const config of configs.values()) if (config !== undefined) tf.registerGradient(config);
}

/** Runs a body with tfjs's gradients instead of ours. */
export function withReferenceGradients<T>(body: () => T): T {
  registerGradients(theirs);
  try {
    return body();
  } finally {
    registerGradients(ours);
  }
}
