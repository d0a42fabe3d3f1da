/**
 * @file What was asked of a drawing: how it began, what was changed since, and what is still to be changed as once
 * before. Together they draw the same again.
 */
import type { DrawingFacts } from './drawing-state.js';
import { type DrawSettings, settingsAfter } from './settings.js';
import type { Change, RecordedChange } from './steering/change.js';

export class DrawingRecord {
  /** The settings as they stand after every change. */
  now: DrawSettings;
  private changes: readonly RecordedChange[] = [];
  private script: readonly RecordedChange[];

  constructor(private original: DrawSettings) {
    this.now = { ...original, changes: [] };
    this.script = original.changes;
  }

  /** The settings that draw this drawing again, up to here. */
  get settings(): DrawSettings {
    return { ...this.original, changes: [...this.changes] };
  }

  /** Takes out of the script what was changed before this step. */
  due(iteration: number): readonly RecordedChange[] {
    const due = this.script.filter((change) => change.iteration === iteration);
    this.script = this.script.filter((change) => change.iteration > iteration);
    return due;
  }

  note(change: Change, iteration: number): void {
    this.changes = [...this.changes, { ...change, iteration } as RecordedChange];
  }

  /** Forgets where it was stopped, to go on after all. */
  reopen(): void {
    const withoutStop = ({ stopAt: _, ...settings }: DrawSettings) => settings as DrawSettings;
    this.original = withoutStop(this.original);
    this.now = withoutStop(this.now);
  }

  /** The settings as they stood in another state of this drawing. */
  at({ changes }: Pick<DrawingFacts, 'changes'>): DrawSettings {
    return changes.reduce<DrawSettings>(settingsAfter, { ...this.original, changes: [] });
  }

  load(facts: Pick<DrawingFacts, 'changes' | 'script'>): void {
    this.now = this.at(facts);
    this.changes = facts.changes;
    this.script = facts.script;
  }

  save(): Pick<DrawingFacts, 'settings' | 'changes' | 'script'> {
    return {
      settings: { ...this.original, changes: [] },
      changes: [...this.changes],
      script: [...this.script],
    };
  }
}
