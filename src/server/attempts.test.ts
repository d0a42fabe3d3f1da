import { expect, it } from 'vitest';
import { completeSettings } from '../session/index.js';
import { Attempts } from './attempts.js';

/** A series of drawings with these scores; what was done between them. */
function series(of: number) {
  const done: string[] = [];
  const attempts: Attempts = new Attempts({
    draw: async ({ seed }) => void done.push(`seed ${seed}`),
    remove: async (folder) => void done.push(`remove ${folder}`),
    open: async (folder) => void done.push(`open ${folder}`),
  });
  attempts.begin(completeSettings({ prompt: 'sun', seed: 7 }), {}, of);
  let run = 0;
  const drawn = async (score: number, reason: 'completed' | 'stopped' = 'completed') => {
    run += 1;
    attempts.started(run);
    attempts.finished(run, { reason, iteration: 1, score });
    await attempts.kept(run, `work ${run}`);
  };
  return { attempts, done, drawn };
}

it('draws with the next seed and deletes the worse of two, until the best is left', async () => {
  const { attempts, done, drawn } = series(3);
  expect(attempts.current).toEqual({ number: 1, of: 3 });
  await drawn(0.2);
  expect(done.splice(0)).toEqual(['seed 8']);
  await drawn(0.3);
  expect(done.splice(0)).toEqual(['remove work 1', 'seed 9']);
  await drawn(0.25);
  expect(done.splice(0)).toEqual(['remove work 3', 'open work 2']);
  expect(attempts.current).toBeNull();
});

it('shows the last one as it is where that is the best', async () => {
  const { done, drawn } = series(2);
  await drawn(0.2);
  await drawn(0.3);
  expect(done).toEqual(['seed 8', 'remove work 1']);
});

it('ends where one is stopped, with the better of what there is', async () => {
  const { done, drawn } = series(9);
  await drawn(0.3);
  await drawn(0.1, 'stopped');
  expect(done).toEqual(['seed 8', 'remove work 2', 'open work 1']);
});

it('leaves alone what is drawn when it has ended, or once only', async () => {
  const { attempts, done, drawn } = series(3);
  attempts.end();
  await drawn(0.2);
  const once = series(1);
  await once.drawn(0.2);
  expect([...done, ...once.done]).toEqual([]);
});
