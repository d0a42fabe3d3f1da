/**
 * @file The session itself, as it runs in its worker thread: commands in, events out, one drawing at a time.
 * Commands take effect between two steps, never inside one.
 */
import type { Clip } from '../clip/index.js';
import { type Aim, Guide, type UnknownWord, Vocabulary } from '../guidance/index.js';
import type { Command } from './commands.js';
import { Drawing, PAPER } from './drawing.js';
import type { ProgressEvent, SessionEvent } from './events.js';
import { Pace } from './pace.js';
import type { DrawSettings } from './settings.js';

/** Frames are sent at most this often, seconds: more than a display shows is work for nothing. */
const FRAME_INTERVAL = 1 / 30;

/** A prompt made ready to be drawn. */
interface Intent {
  readonly aim: Aim;
  readonly unknown: readonly UnknownWord[];
}

/** The drawing under way. */
interface Active {
  readonly run: number;
  readonly drawing: Drawing;
  readonly pace: Pace;
  readonly changes: { iteration: number; prompt: string }[];
  intent: Intent;
  nextIntent: Intent | undefined;
  paused: boolean;
  stopped: boolean;
  /** Another drawing takes its place; it ends without a word. */
  replaced: boolean;
  wake: () => void;
}

const seconds = (): number => performance.now() / 1000;

export class SessionEngine {
  private active: Active | undefined;
  private loop: Promise<void> = Promise.resolve();
  private starting: Promise<void> = Promise.resolve();
  private newestRun = 0;
  private guide: Guide | undefined;
  private vocabulary: Promise<Vocabulary> | undefined;
  private watched = false;
  private lastFrame = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clip: Clip,
    private readonly emit: (event: SessionEvent) => void,
    private readonly threads?: number,
  ) {}

  /** @throws PromptError for a prompt that cannot be drawn; the drawing goes on as it was. */
  async handle(command: Command): Promise<readonly UnknownWord[] | undefined> {
    // What is said of a drawing that is being started waits until it has begun.
    if (command.type !== 'start' && command.type !== 'check') await this.starting;
    const { active } = this;
    switch (command.type) {
      case 'start':
        await this.startInTurn(command.run, command.settings);
        return undefined;
      case 'pause':
        if (active && !active.paused) {
          active.paused = true;
          this.emit(this.progressOf(active));
        }
        return undefined;
      case 'resume':
        if (active?.paused) {
          active.paused = false;
          active.pace.restart(seconds());
          active.wake();
          this.emit(this.progressOf(active));
        }
        return undefined;
      case 'stop':
        if (active) active.stopped = true;
        active?.wake();
        return undefined;
      case 'prompt':
        if (active && this.guide) active.nextIntent = await this.prepare(command.prompt, this.guide);
        return undefined;
      case 'watch':
        this.watched = command.on;
        if (command.on && active) this.sendFrame(active);
        return undefined;
      case 'check':
        return this.unknownWords(command.prompt);
      default:
        return command satisfies never;
    }
  }

  /** Ends the drawing under way and lets go of the model. */
  async close(): Promise<void> {
    await this.endActive();
    await this.guide?.close();
    await this.clip.dispose();
  }

  private async endActive(): Promise<void> {
    if (this.active) {
      this.active.replaced = true;
      this.active.wake();
    }
    await this.loop;
  }

  /** Starts come one after another; of several that wait, only the newest begins. */
  private startInTurn(run: number, settings: DrawSettings): Promise<void> {
    this.newestRun = run;
    const turn = this.starting.then(() => (run === this.newestRun ? this.start(run, settings) : undefined));
    this.starting = turn.catch(() => {});
    return turn;
  }

  private async start(run: number, settings: DrawSettings): Promise<void> {
    await this.endActive();
    const guide = await this.guideFor(settings.views);
    const intent = await this.prepare(settings.prompt, guide);
    const active: Active = {
      run,
      drawing: await Drawing.begin(settings, guide),
      pace: new Pace(),
      changes: [],
      intent,
      nextIntent: undefined,
      paused: false,
      stopped: false,
      replaced: false,
      wake: () => {},
    };
    this.active = active;
    this.emit({ type: 'started', run, settings });
    this.announcePrompt(active);
    this.sendFrame(active);
    this.loop = this.draw(active, guide).catch((error: unknown) => {
      this.emit({ type: 'failed', run, code: 'drawing', message: sentence(error) });
    });
    this.loop = this.loop.finally(() => {
      if (this.active === active) this.active = undefined;
    });
  }

  private async draw(active: Active, guide: Guide): Promise<void> {
    const { drawing, pace, run } = active;
    pace.restart(seconds());
    while (!drawing.done && !active.stopped && !active.replaced) {
      if (active.paused) {
        await new Promise<void>((resolve) => {
          active.wake = resolve;
        });
        continue;
      }
      await this.changePrompt(active, guide);
      await drawing.step(active.intent.aim);
      pace.tick(seconds());
      this.emit(this.progressOf(active));
      if (seconds() - this.lastFrame >= FRAME_INTERVAL) this.sendFrame(active);
    }
    if (active.replaced) return;
    this.sendFrame(active);
    const finishedBy = drawing.done && drawing.settings.stopAt === undefined ? 'completed' : 'stopped';
    this.emit({
      type: 'finished',
      run,
      reason: finishedBy,
      iteration: drawing.iteration,
      score: await drawing.cleanScore(active.intent.aim),
      settings: settingsAsDrawn(active, finishedBy),
      picture: drawing.picture(),
      paper: PAPER,
    });
  }

  /** Takes up a prompt typed since the last step, or one that the settings say was typed at this step. */
  private async changePrompt(active: Active, guide: Guide): Promise<void> {
    const { iteration, settings } = active.drawing;
    const { nextIntent } = active;
    for (const change of settings.promptChanges) {
      if (change.iteration === iteration) this.follow(active, await this.prepare(change.prompt, guide));
    }
    if (!nextIntent) return;
    this.follow(active, nextIntent);
    if (active.nextIntent === nextIntent) active.nextIntent = undefined;
  }

  private follow(active: Active, intent: Intent): void {
    active.intent = intent;
    active.changes.push({ iteration: active.drawing.iteration, prompt: intent.aim.prompt });
    this.announcePrompt(active);
  }

  private announcePrompt({ run, drawing, intent }: Active): void {
    const { aim, unknown } = intent;
    this.emit({ type: 'prompt', run, iteration: drawing.iteration, prompt: aim.prompt, unknown });
  }

  private async prepare(prompt: string, guide: Guide): Promise<Intent> {
    return { aim: await guide.prepare(prompt), unknown: await this.unknownWords(prompt) };
  }

  private async unknownWords(prompt: string): Promise<readonly UnknownWord[]> {
    this.vocabulary ??= Vocabulary.of(this.clip);
    return (await this.vocabulary).unknownWords(prompt);
  }

  private async guideFor(views: number): Promise<Guide> {
    if (this.guide?.views === views) return this.guide;
    await this.guide?.close();
    this.guide = undefined;
    this.guide = await Guide.open(this.clip, { views, ...(this.threads ? { threads: this.threads } : {}) });
    return this.guide;
  }

  private progressOf({ run, drawing, pace, paused }: Active): ProgressEvent {
    const { iteration, iterations, score } = drawing;
    return {
      type: 'progress',
      run,
      iteration,
      iterations,
      score,
      rate: pace.rate,
      secondsLeft: pace.secondsFor(iterations - iteration),
      state: paused ? 'paused' : 'running',
    };
  }

  private sendFrame({ run, drawing }: Active): void {
    if (!this.watched) return;
    this.lastFrame = seconds();
    const { iteration, settings } = drawing;
    const { width, height } = settings;
    this.emit({ type: 'frame', run, iteration, picture: drawing.picture(), width, height, paper: PAPER });
  }
}

/** The settings that draw this drawing again, with what was typed and where it was stopped. */
function settingsAsDrawn({ drawing, changes }: Active, finishedBy: 'completed' | 'stopped'): DrawSettings {
  const { stopAt: _, ...settings } = drawing.settings;
  const asDrawn = { ...settings, promptChanges: changes };
  return finishedBy === 'stopped' ? { ...asDrawn, stopAt: drawing.iteration } : asDrawn;
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));
