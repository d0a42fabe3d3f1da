/**
 * @file The session itself, as it runs in its worker thread: commands in, events out, one drawing at a time.
 * Commands take effect between two steps, never inside one.
 */
import type { Clip } from '../clip/index.js';
import type { WeightedClip } from '../guidance/index.js';
import type { AnswerTo, Command, StartOptions } from './commands.js';
import { Drawing } from './drawing.js';
import type { SessionEvent } from './events.js';
import { GuidePool } from './guide-pool.js';
import { Run, type RunOptions } from './run.js';
import type { DrawSettings } from './settings.js';
import { SteeringError } from './steering/change.js';

type StartCommand = Extract<Command, { type: 'start' }>;

export class SessionEngine {
  private readonly guides: GuidePool;
  /** The drawing under way, or finished and resting. */
  private run: Run | undefined;
  private starting: Promise<void> = Promise.resolve();
  private newestRun = 0;
  private watched = false;

  constructor(
    clips: readonly WeightedClip[],
    private readonly emit: (event: SessionEvent) => void,
    private readonly options: Pick<RunOptions, 'shelf' | 'limits'> & { readonly judge?: Clip } = {},
  ) {
    this.guides = new GuidePool(clips, options.judge);
  }

  /** @throws PromptError, SettingsError, SteeringError for what cannot be done; the drawing goes on as it was. */
  async handle<C extends Command>(command: C): Promise<AnswerTo<C>> {
    return (await this.answer(command)) as AnswerTo<C>;
  }

  private async answer(command: Command): Promise<unknown> {
    // What is said of a drawing that is being started waits until it has begun.
    if (command.type !== 'start' && command.type !== 'check') await this.starting;
    const { run } = this;
    switch (command.type) {
      case 'start':
        return this.startInTurn(command);
      case 'pause':
        return run?.pause();
      case 'resume':
        return run?.resume();
      case 'stop':
        return run?.stop();
      case 'lend':
        return this.guides.lend(command.pictures);
      case 'steer':
        return this.underWay.steer(command.change);
      case 'undo':
      case 'redo':
        return this.underWay.travel(command.type);
      case 'goTo':
        return this.underWay.travel(command);
      case 'name':
        return this.underWay.name(command.node, command.name);
      case 'pictureAt':
        return run?.pictureAt(command.node);
      case 'stateAt':
        return run?.stateOf(command.node);
      case 'checkpoint':
        return run?.checkpoint();
      case 'watch':
        this.watched = command.on;
        if (command.on) run?.sendFrame();
        return undefined;
      case 'check':
        return this.guides.unknownWords(command.prompt);
      default:
        return command satisfies never;
    }
  }

  /** Ends the drawing under way and lets go of the model. */
  async close(): Promise<void> {
    await this.starting;
    await this.run?.replace();
    await this.guides.close();
  }

  private get underWay(): Run {
    if (!this.run) throw new SteeringError('Nothing is being drawn; begin a drawing first.');
    return this.run;
  }

  /** Starts come one after another; of several that wait, only the newest begins. */
  private startInTurn(command: StartCommand): Promise<void> {
    this.newestRun = command.run;
    const turn = this.starting.then(() =>
      command.run === this.newestRun ? this.start(command.run, command.settings, command.options) : undefined,
    );
    this.starting = turn.catch(() => {});
    return turn;
  }

  private async start(run: number, settings: DrawSettings, options: StartOptions = {}): Promise<void> {
    await this.run?.replace();
    this.run = undefined;
    const { state, sources, ...course } = options;
    this.guides.takeBack();
    const drawing = state
      ? await Drawing.restore(state, this.guides, sources)
      : await Drawing.begin(settings, this.guides, sources);
    const { emit } = this;
    const { shelf, limits } = this.options;
    this.run = new Run(drawing, { run, emit, watched: () => this.watched, shelf, limits, ...course });
    this.run.begin();
  }
}
