/** @file What programs run on: the processor always works, and a device that does not says what to install. */
import { describe, expect, it } from 'vitest';
import { chooseRuntime, describeRuntime, EngineUnavailableError } from '../index.js';
import { devices } from './device.js';
import { probe } from './probe.js';

describe('the runtime', () => {
  it('is the processor when it is asked for', async () => {
    expect(await chooseRuntime('cpu', 3)).toEqual({ device: 'cpu', precision: 'fp32', threads: 3 });
  });

  it('that is chosen by itself computes rightly', async () => {
    const runtime = await chooseRuntime('auto');
    expect(await probe(runtime)).toBeGreaterThan(0);
  });

  it.each(['webgpu', 'cuda', 'tensorflow'] as const)(
    '%s either computes or says what to install',
    async (device) => {
      const outcome = await chooseRuntime(device).catch((error: unknown) => error);
      if (outcome instanceof EngineUnavailableError) {
        expect(outcome.message).toContain(devices[device].remedy);
        expect(outcome.message).toMatch(new RegExp(`^The device "${device}" .*\\.$`, 's'));
      } else {
        expect(outcome).toMatchObject({ device });
      }
    },
  );

  it('lets CUDA round no operands of float32 products', async () => {
    const before = process.env.NVIDIA_TF32_OVERRIDE;
    delete process.env.NVIDIA_TF32_OVERRIDE;
    await chooseRuntime('cuda').catch(() => undefined);
    expect(process.env.NVIDIA_TF32_OVERRIDE).toBe('0');
    if (before === undefined) delete process.env.NVIDIA_TF32_OVERRIDE;
    else process.env.NVIDIA_TF32_OVERRIDE = before;
  });

  it('is what something ran on before, where that works here and nothing else is asked for', async () => {
    const before = { device: 'cpu', precision: 'fp32', threads: 5 } as const;
    expect(await chooseRuntime(undefined, undefined, before)).toEqual(before);
    expect(await chooseRuntime(undefined, 2, before)).toEqual({ ...before, threads: 2 });
    const elsewhere = { device: 'tensorflow', precision: 'fp32', threads: 5 } as const;
    const works = await probe(elsewhere).then(
      () => true,
      () => false,
    );
    const found = await chooseRuntime(undefined, undefined, elsewhere);
    expect(found).toEqual(works ? elsewhere : await chooseRuntime('auto', 5));
    expect(await chooseRuntime('cpu', undefined, elsewhere)).toEqual(before);
  });

  it('is told in a few words', () => {
    expect(describeRuntime({ device: 'cpu', precision: 'fp32', threads: 1 })).toBe('cpu, fp32, 1 thread');
    expect(describeRuntime({ device: 'webgpu', precision: 'fp16', threads: 4 })).toBe('webgpu, fp16');
  });
});
