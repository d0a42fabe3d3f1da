/** @file The sentence for a device that does not work here: why, and what to install. */
import { EngineUnavailableError } from '../errors.js';
import { type Device, devices } from './device.js';

/** @param cause what ONNX Runtime threw; it puts the place in its sources and the condition that failed before the reason */
export function unavailable(device: Device, cause: unknown): EngineUnavailableError {
  const reason = String(cause instanceof Error ? cause.message : cause)
    .split(' was false. ')
    .at(-1)
    ?.trim();
  return new EngineUnavailableError(
    `The device "${device}" does not work here (${reason}); ${devices[device].remedy}.`,
    { cause },
  );
}
