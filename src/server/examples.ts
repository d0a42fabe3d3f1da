/**
 * @file What is drawn while nobody has asked for anything: one example after another, so that the first thing one
 * sees is a drawing growing. The first person who draws, stops or changes something ends it.
 */
import type { LocalText } from '../parameters/index.js';

/** Things the embedded model draws well enough to be recognised, best first. */
const FAVOURITES: readonly LocalText[] = [
  { en: 'umbrella', ru: 'зонт' },
  { en: 'house', ru: 'дом' },
  { en: 'mushroom', ru: 'гриб' },
  { en: 'tree', ru: 'дерево' },
  { en: 'sun', ru: 'солнце' },
  { en: 'fish', ru: 'рыба' },
  { en: 'sailboat', ru: 'парусник' },
  { en: 'cactus', ru: 'кактус' },
  { en: 'heart', ru: 'сердце' },
  { en: 'snowflake', ru: 'снежинка' },
  { en: 'balloon', ru: 'воздушный шар' },
  { en: 'crown', ru: 'корона' },
];

/** Known favourites; of a model that lists others, its first ones; of a model without a list, all favourites. */
export function examplePrompts(concepts: readonly string[]): readonly LocalText[] {
  if (concepts.length === 0) return FAVOURITES;
  const known = FAVOURITES.filter(({ en }) => concepts.includes(en));
  if (known.length > 0) return known;
  return concepts.slice(0, FAVOURITES.length).map((concept) => ({ en: concept, ru: concept }));
}

export interface ExampleOptions {
  readonly prompts: readonly string[];
  /** How long a finished example stays before the next begins, milliseconds. */
  readonly restMs: number;
  readonly draw: (prompt: string) => void;
  readonly viewed: () => boolean;
}

export class Examples {
  private next = 0;
  private timer: NodeJS.Timeout | null = null;
  private waitingForViewer = false;
  /** True until somebody takes over. */
  active = true;

  constructor(private readonly options: ExampleOptions) {}

  /** Draws the next example now. */
  begin(): void {
    const prompt = this.options.prompts[this.next % Math.max(1, this.options.prompts.length)];
    if (!this.active || prompt === undefined) return;
    this.next += 1;
    this.waitingForViewer = false;
    this.options.draw(prompt);
  }

  /** An example is done: the next follows after a while, or, where nobody looks, when somebody does. */
  finished(): void {
    if (!this.active || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.options.viewed()) this.begin();
      else this.waitingForViewer = true;
    }, this.options.restMs);
    this.timer.unref();
  }

  viewerCame(): void {
    if (this.waitingForViewer) this.begin();
  }

  /** Ends the examples for good. */
  end(): void {
    this.active = false;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
