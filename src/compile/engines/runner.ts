/** @file What an engine gives the door: how to run once, with inputs already checked, and how to let go. */
import type { HostData, HostTensor } from '../contract.js';

export interface Runner {
  run(inputs: Readonly<Record<string, HostData>>): Promise<Record<string, HostTensor>>;
  release(): Promise<void>;
}
