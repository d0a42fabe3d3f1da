/** @file The socket.io event maps, for `Socket<StudioServerEvents, StudioClientEvents>` on both ends. */
import type { Answer, ClientMessage, ClientMessageName, Problem } from './client-messages.js';
import type { StudioEvent } from './events.js';
import type { Hello } from './snapshot.js';

/** Browser → server: `socket.emit('draw', { settings }, (answer) => …)`. */
export type StudioClientEvents = {
  [N in ClientMessageName]: (message: ClientMessage<N>, answer: (answer: Answer<N>) => void) => void;
};

/** Server → browser. */
export interface StudioServerEvents {
  hello: (hello: Hello) => void;
  /** Ordered, never dropped. */
  event: (event: StudioEvent) => void;
  /** One encoded frame (`decodeFrame`); acknowledge it with `frameAck`. Newest wins. */
  frame: (frame: ArrayBuffer) => void;
  /** A message that was not understood; the connection stays. */
  error: (problem: Problem) => void;
}
