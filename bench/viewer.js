/** @file A viewer of the studio without a browser: it takes frames and acknowledges them, as the page does. */

import { io } from 'socket.io-client';
import { decodeFrame } from '#atelier/protocol';

/** @typedef {{ run: number, iteration: number, at: number }} Seen `at` is performance.now() */

/**
 * @param {string} address
 */
export function openViewer(address) {
  const socket = io(address, { transports: ['websocket'] });
  /** @type {Set<(frame: Seen) => void>} */
  const onFrame = new Set();
  /** @type {Set<(event: any) => void>} */
  const onEvent = new Set();
  socket.on('frame', (/** @type {Uint8Array | ArrayBuffer} */ bytes) => {
    const { sequence, run, iteration } = decodeFrame(exactBuffer(bytes));
    socket.emit('frameAck', { sequence }, () => {});
    for (const listener of onFrame) listener({ run, iteration, at: performance.now() });
  });
  socket.on('event', (event) => {
    for (const listener of onEvent) listener(event);
  });
  /** @param {string} name @param {object} message @returns {Promise<void>} */
  const ask = async (name, message) => {
    const answer = await socket.emitWithAck(name, message);
    if (!answer.ok) throw new Error(answer.error.message);
  };
  return {
    /** @param {(frame: Seen) => boolean} wanted @returns {Promise<Seen>} */
    frame: (wanted) => first(onFrame, wanted),
    /** @param {(event: any) => boolean} wanted @returns {Promise<any>} */
    event: (wanted) => first(onEvent, wanted),
    ask,
    /** @param {string} prompt @param {Record<string, number>} values */
    draw: (prompt, values) => ask('draw', { settings: { prompt, values } }),
    stop: () => ask('stop', {}),
    close: () => socket.close(),
  };
}

/**
 * @template T
 * @param {Set<(value: T) => void>} listeners
 * @param {(value: T) => boolean} wanted
 * @returns {Promise<T>}
 */
function first(listeners, wanted) {
  return new Promise((resolve) => {
    const listener = (/** @type {T} */ value) => {
      if (!wanted(value)) return;
      listeners.delete(listener);
      resolve(value);
    };
    listeners.add(listener);
  });
}

/** @param {Uint8Array | ArrayBuffer} bytes Node hands out a view into a larger buffer */
function exactBuffer(bytes) {
  return bytes instanceof ArrayBuffer ? bytes : Uint8Array.from(bytes).buffer;
}
