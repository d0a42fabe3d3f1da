/**
 * @file Draws once, to the end or to Ctrl-C, and hands back what came out.
 */
import type { FinishedEvent, Session, SessionEvent } from '../session/index.js';
import { SessionError } from '../session/index.js';

const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/**
 * The first Ctrl-C stops after the step under way; the second ends the process at once, as it would any other.
 * @param begin starts the drawing
 * @param watch sees every event, in order
 * @param onStop told that the first Ctrl-C was seen
 * @throws SettingsError, PromptError, SessionError
 */
export async function runDrawing(
  session: Session,
  begin: (session: Session) => Promise<void>,
  watch: (event: SessionEvent) => void,
  onStop: () => void,
): Promise<FinishedEvent> {
  let stopping = false;
  const stop = (): void => {
    stopping = true;
    session.stop();
    onStop();
  };
  for (const signal of stopSignals) process.once(signal, stop);
  let off = (): void => {};
  try {
    return await new Promise((resolve, reject) => {
      off = session.on((event) => {
        watch(event);
        // A stop that came before the drawing had begun found nothing to stop.
        if (event.type === 'started' && stopping) session.stop();
        if (event.type === 'finished') resolve(event);
        if (event.type === 'failed') reject(new SessionError(event.message));
      });
      begin(session).catch(reject);
    });
  } finally {
    off();
    for (const signal of stopSignals) process.off(signal, stop);
  }
}
