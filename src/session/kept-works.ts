/** @file The works that a drawing keeps beside the one that stands: its best picture, and its best beginning. */
import { arraysOf, copyOfWork, packState, unpackState, type Work, type Works } from './drawing-state.js';
import type { Easel } from './easel.js';
import { letGo } from './let-go.js';
import { Shelved } from './shelf.js';
import { Starts } from './starts.js';
import { SteeringError } from './steering/change.js';
import type { StoredState } from './storeroom.js';

/** Steps between two copies of the best picture. */
const BEST_INTERVAL = 5;

export class KeptWorks {
  constructor(
    public starts = new Starts<Work>(),
    private bestSoFar?: Work,
  ) {}

  get best(): Work | undefined {
    return this.bestSoFar;
  }

  /** @throws SteeringError where there is none */
  expectBest(): Work {
    if (!this.best) throw new SteeringError('No best picture is kept; set “keep” to “best” first.');
    return this.best;
  }

  /** How many there are. */
  get count(): number {
    return (this.best ? 1 : 0) + (this.starts.work ? 1 : 0);
  }

  /** The work on the easel is the best so far. @param since steps since the best before it */
  async noteBest(easel: Easel, since: number): Promise<void> {
    const former = this.bestSoFar;
    if (former && since < BEST_INTERVAL) return;
    this.bestSoFar = easel.save();
    if (former) await letGo(arraysOf(former));
  }

  forgetBest(): void {
    this.bestSoFar = undefined;
  }

  /** @param isLent themselves in place of copies */
  save(isLent: boolean): Omit<Works, 'now'> {
    const kept = (work: Work | undefined) => (isLent ? work : work && copyOfWork(work));
    return { best: kept(this.best), start: kept(this.starts.work) };
  }

  close(): void {
    this.forgetBest();
    this.starts.settle();
  }
}

/**
 * The works of another state of a drawing, which is only read.
 * @param standing what is written over by a state from the disk, where it fits: at 4K a canvas takes the better part of
 * a gigabyte
 * @returns what then stands, to be copied where the state is in memory, and what is kept beside it
 */
export function worksOf(state: StoredState, standing: Easel | undefined): { now: Work; kept: KeptWorks } {
  const { facts } = state;
  const isOurs = state instanceof Shelved;
  const own = standing && packState(facts, { now: standing.save(true) }).arrays;
  const { now, best, start } = unpackState(isOurs ? state.read(undefined, own) : state);
  const kept = (work: Work | undefined) => (isOurs ? work : work && copyOfWork(work));
  return { now, kept: new KeptWorks(new Starts(facts.starts, kept(start)), kept(best)) };
}
