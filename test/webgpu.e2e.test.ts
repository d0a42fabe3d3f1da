/**
 * @file The device webgpu against PyTorch's fixtures of every family of encoders, on whatever Vulkan there is: the
 * system's, or the software one that comes with Chromium. Skipped only where there is none.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const script = fileURLToPath(new URL('device-parity.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vulkan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Folders in which Chromium's software Vulkan lies beside its loader. */
const chromiums = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/** Folders in which a system lists its Vulkan drivers. */
const drivers = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'];

/** The environment in which a Vulkan driver is found, or undefined. */
function vulkanEnvironment(): NodeJS.ProcessEnv | undefined {
  if (process.platform !== 'linux') return process.env;
  const chromium = chromiums.find((path) => existsSync(join(path, 'vk_swiftshader_icd.json')));
  if (chromium !== undefined && existsSync(join(chromium, 'libvulkan.so.1'))) {
    // The loader alone: the rest of that folder are libraries of Chromium's own.
    symlinkSync(join(chromium, 'libvulkan.so.1'), join(folder, 'libvulkan.so.1'));
    const driver = join(chromium, 'vk_swiftshader_icd.json');
    return {
      ...process.env,
      LD_LIBRARY_PATH: folder,
      XDG_RUNTIME_DIR: folder,
      VK_ICD_FILENAMES: driver,
      VK_DRIVER_FILES: driver,
    };
  }
  const listed = drivers.some((path) => existsSync(path) && readdirSync(path).length > 0);
  return listed ? process.env : undefined;
}

const environment = vulkanEnvironment();

it.skipIf(environment === undefined)('webgpu gives what PyTorch gave', { timeout: 240_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'webgpu'], { env: environment });
  const errors = JSON.parse(stdout) as Record<string, Record<string, number>>;
  expect(Object.keys(errors)).toContain('embedded');
  expect(Object.keys(errors['clip-parity/resnet.open_clip.safetensors'] ?? {}).sort()).toEqual([
    'attention',
    'cosine',
    'embedding',
    'gradient',
    'layer3',
    'text',
  ]);
  for (const [model, found] of Object.entries(errors)) {
    for (const [output, error] of Object.entries(found))
      expect(error, `${output} of ${model}`).toBeLessThan(1e-4);
  }
});
