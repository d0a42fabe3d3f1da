/**
 * @file Choosing what programs run on. A device that was asked for by name is tried and refused with what to
 * install; `auto` takes the first GPU that is there and computes faster than the processor, else the processor.
 */
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Runtime } from '../contract.js';
import { type Device, type DeviceName, MOST_THREADS } from './device.js';
import { probe } from './probe.js';
import { tryWebgpuQuietly } from './quiet-trial.js';

/** Whether there is any use in trying a GPU: a driver that finds none talks on stderr and takes its time. */
const present: Readonly<Record<'cuda' | 'webgpu', () => boolean>> = {
  cuda: () => existsSync('/dev/nvidia0'),
  webgpu: () => process.platform !== 'linux' || (hasGraphicsCard() && hasVulkanDriver()),
};

const listed = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const hasGraphicsCard = (): boolean =>
  listed('/dev/dri').some((name) => name.startsWith('renderD')) ||
  ['/dev/nvidia0', '/dev/dxg'].some((path) => existsSync(path));

/** Where the Vulkan loader looks for drivers, as a rule. */
function hasVulkanDriver(): boolean {
  const named = process.env.VK_DRIVER_FILES ?? process.env.VK_ICD_FILENAMES;
  if (named) return named.split(delimiter).every(existsSync);
  const roots = ['/usr/share', '/usr/local/share', '/etc', join(homedir(), '.local/share')];
  return roots.some((root) => listed(join(root, 'vulkan/icd.d')).some((name) => name.endsWith('.json')));
}

/** Node loads no library that is none of its own, but says whether it found it. */
function hasVulkanLoader(): boolean {
  try {
    process.dlopen({ exports: {} }, 'libvulkan.so.1');
    return true;
  } catch (error) {
    return error instanceof Error && /did not self-register/u.test(error.message);
  }
}

/** A probe without what a driver says where there is none. */
async function quietProbe(runtime: Runtime): Promise<number> {
  const { device } = runtime;
  if (device === 'webgpu' && process.platform === 'linux' && !(hasVulkanLoader() && hasVulkanDriver()))
    await tryWebgpuQuietly();
  return probe(runtime);
}

/** Tries a device in float32 and, where it computes on a GPU, in float16, which it then prefers. */
async function tryDevice(device: Device, threads: number): Promise<Runtime & { readonly ms: number }> {
  const full = { device, precision: 'fp32', threads } as const;
  const ms = await quietProbe(full);
  if (device !== 'cuda' && device !== 'webgpu') return { ...full, ms };
  const half = { ...full, precision: 'fp16' } as const;
  return probe(half).then(
    (halfMs) => (halfMs < ms ? { ...half, ms: halfMs } : { ...full, ms }),
    () => ({ ...full, ms }),
  );
}

/**
 * @param wanted default: what `before` ran on where that works here, else auto
 * @param threads of the processor; default: those of `before`, else all its cores
 * @param before what shall be repeated to the last digit ran on
 * @throws EngineUnavailableError saying what is missing and what to install
 */
export async function chooseRuntime(
  wanted?: DeviceName,
  threads?: number,
  before?: Runtime,
): Promise<Runtime> {
  const cores = threads ?? before?.threads ?? Math.min(availableParallelism(), MOST_THREADS);
  const processor = { device: 'cpu', precision: 'fp32', threads: cores } as const;
  const device = wanted ?? before?.device ?? 'auto';
  if (device === 'cpu') return processor;
  if (wanted === undefined && before) {
    const again = { ...before, threads: cores };
    if (await computes(again)) return again;
  } else if (device !== 'auto') {
    const { ms: _, ...runtime } = await tryDevice(device, cores);
    return runtime;
  }
  for (const device of ['cuda', 'webgpu'] as const) {
    if (!present[device]()) continue;
    try {
      const { ms, ...runtime } = await tryDevice(device, cores);
      if (ms < (await probe(processor))) return runtime;
    } catch {
      // Not every GPU that is there has its driver and its libraries; then the next one is tried.
    }
  }
  return processor;
}

const computes = (runtime: Runtime): Promise<boolean> =>
  quietProbe(runtime).then(
    () => true,
    () => false,
  );

/** "cpu, fp32, 2 threads" */
export function describeRuntime({ device, precision, threads }: Runtime): string {
  const where = device === 'cpu' ? `, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : '';
  return `${device}, ${precision}${where}`;
}
