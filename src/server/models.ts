/**
 * @file Which model guides: those that are on this machine, as the page offers them, and another one in place of that
 * in use.
 */
import { listModels } from '../clip/index.js';
import type { WireModel } from '../protocol/index.js';
import { type ModelShare, type Session, SessionError } from '../session/index.js';
import type { Keeping } from './keeping.js';

/** What comes with the program is called so. */
const BUILT_IN = 'embedded';

export interface ModelsOptions {
  readonly session: Session;
  /** Those that the session was opened with; none: the built-in one. */
  readonly models: readonly ModelShare[];
  readonly keeping: Keeping | null;
  /** Another model guides. */
  readonly changed: () => void;
}

export class Models {
  /** What the session calls the model, or models, that it was opened with. */
  private readonly first: string;

  constructor(private readonly options: ModelsOptions) {
    this.first = options.session.model.name;
  }

  /** The built-in one, those that were added and are here, and what the studio was started with. */
  async here(): Promise<readonly WireModel[]> {
    const unknown = (name: string): WireModel => ({ name, title: null, megabytes: null, languages: null });
    const added = (await listModels()).filter(({ path, builtIn }) => path !== undefined && !builtIn);
    const models = added.map(({ name, known }): WireModel => {
      if (!known) return unknown(name);
      const { title, megabytes, languages } = known;
      return { name, title, megabytes, languages };
    });
    const all = [unknown(BUILT_IN), ...models, unknown(this.first)];
    return all.filter(({ name }, i) => all.findIndex((one) => one.name === name) === i);
  }

  /**
   * Loads a model; once it is there the drawing under way becomes a work, and the model guides what comes.
   * @param willBegin called once nothing stands in its way
   * @throws SessionError where there is no such model, or it cannot be loaded; the one before then guides on
   */
  async use(name: string, willBegin: () => void): Promise<void> {
    const { session, keeping, models, changed } = this.options;
    if (name === session.model.name) return;
    if (!(await this.here()).some((model) => model.name === name)) {
      throw new SessionError(
        `There is no model “${name}” on this machine; atelier models list shows those that are.`,
      );
    }
    const shares = name === this.first ? models : name === BUILT_IN ? [] : [{ model: name, weight: 1 }];
    if (keeping) await keeping.guideBy(shares, willBegin);
    else {
      await session.guideBy(shares, async () => willBegin());
    }
    changed();
  }
}
