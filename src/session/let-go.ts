/**
 * @file Gives the memory of a state back at once. The collector comes when it likes, and at 4K two states that nobody
 * wants any more are more than half a gigabyte.
 */
import { MessageChannel } from 'node:worker_threads';
import type { DrawingState } from './drawing-state.js';

/** The buffers of all arrays, each once. */
export const buffersOf = ({ arrays }: DrawingState): ArrayBuffer[] => [
  ...new Set(Object.values(arrays).map(({ buffer }) => buffer as ArrayBuffer)),
];

/** @param state nobody else's; its arrays are empty afterwards */
export function letGo(state: DrawingState): void {
  const { port1, port2 } = new MessageChannel();
  // What is on the way to a port that closes is freed with the message.
  port1.postMessage(null, buffersOf(state));
  port2.close();
  port1.close();
}
