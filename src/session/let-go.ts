/**
 * @file Gives the memory of large arrays back at once. The collector comes when it likes, and at 4K two states that
 * nobody wants any more are more than half a gigabyte.
 */
import { MessageChannel } from 'node:worker_threads';
import type { DrawingState, StateArray } from './drawing-state.js';

/** The buffers of all arrays, each once. */
export const buffersOf = (arrays: readonly StateArray[]): ArrayBuffer[] => [
  ...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer)),
];

/** @param state nobody else's; its arrays are empty at once */
export const letGoOf = ({ arrays }: DrawingState): Promise<void> => letGo(Object.values(arrays));

/** Resolves when the memory is free. @param arrays nobody else's; empty at once */
export function letGo(arrays: readonly StateArray[]): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  // What is on the way to a port that closes is freed with the message.
  port1.postMessage(null, buffersOf(arrays));
  return new Promise((resolve) => {
    port1.once('close', resolve);
    port2.close();
    port1.close();
  });
}
