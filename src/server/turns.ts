/** @file Things that must not happen at the same time, one after the other in the order in which they were asked for. */

export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Does something once everything before it is over, however that ended. */
  take<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(act);
    this.last = turn.catch(() => {});
    return turn;
  }

  /** Resolves when nothing is left of what was asked for until now. */
  async settled(): Promise<void> {
    await this.last;
  }
}
