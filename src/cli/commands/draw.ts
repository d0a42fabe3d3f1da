/**
 * @file `atelier draw`: from words to files.
 */
import { Command, Option } from 'commander';
import { defaultFolder } from '../../artwork/index.js';
import { type CanvasName, canvases } from '../../canvas/index.js';
import { findPreset, type Preset } from '../../presets/index.js';
import { completeSettings } from '../../session/index.js';
import { addCheckpointOption, type CheckpointOptions } from '../checkpoint-keeper.js';
import { drawAndSave } from '../draw-and-save.js';
import { UsageError } from '../exit-codes.js';
import { addMaterialOptions, gather, type MaterialOptions, readStart } from '../material.js';
import { addParameterOptions, readParameters } from '../parameter-options.js';
import { addModelOptions, type ModelOptions } from '../session-options.js';
import { wholeNumber } from '../whole-number.js';

interface DrawOptions
  extends ModelOptions,
    CheckpointOptions,
    MaterialOptions,
    Readonly<Record<string, unknown>> {
  readonly out?: string;
  readonly json?: boolean;
  readonly judge?: string;
  readonly canvas?: CanvasName;
  readonly preset?: string;
  readonly bestOf?: number;
  readonly seconds?: number;
}

const MOST_ATTEMPTS = 64;
const MOST_SECONDS = 86_400;
/** Seeds are 32 bits wide. */
const SEEDS = 2 ** 32;

export function drawCommand(): Command {
  const command = new Command('draw')
    .summary('draw a prompt and save final.svg, final.png and recipe.json')
    .description(
      'Draws a prompt and saves final.svg, final.png and recipe.json. Ctrl-C stops at the next step and still saves.',
    )
    .argument(
      '[prompt]',
      'what to draw, in quotes, up to 1000 characters (default: that of the preset); several texts with weights: "a sailboat | storm:0.5 | text:-0.3"',
    )
    .option('--out <folder>', 'where the files go (default: outputs/<date-time>-<words>)')
    .option('--json', 'print events as lines of JSON')
    .option(
      '--judge <model>',
      'a model, named as for --model, that only scores finished drawings; --best-of keeps the one that it likes best',
    )
    .addOption(
      new Option('--canvas <medium>', 'what it is painted in (default: strokes)').choices(
        Object.keys(canvases),
      ),
    )
    .option('--preset <name>', 'a way of drawing that atelier presets lists; flags override its values')
    .addOption(
      new Option(
        '--best-of <number>',
        `draw with so many seeds, keep the one with the best score (1 to ${MOST_ATTEMPTS})`,
      ).argParser(wholeNumber('best-of', 1, MOST_ATTEMPTS)),
    )
    .addOption(
      new Option(
        '--seconds <number>',
        `end in so many seconds, however many steps that makes (1 to ${MOST_SECONDS})`,
      ).argParser(wholeNumber('seconds', 1, MOST_SECONDS)),
    );
  return addModelOptions(addCheckpointOption(addParameterOptions(addMaterialOptions(command)))).action(
    async (words: string | undefined, options: DrawOptions) => {
      const { seconds, bestOf, checkpointEvery, judge, json = false } = options;
      const preset = options.preset === undefined ? undefined : await findPreset(options.preset);
      const prompt = words ?? preset?.prompt.en ?? '';
      const { settings, material, notices } = await plan(prompt, options, preset);
      for (const notice of notices) process.stderr.write(`${notice}\n`);
      const now = new Date();
      await drawAndSave(
        {
          settings,
          material,
          begin: (session, sources, attempt) =>
            session.start(
              { ...settings, seed: (settings.seed + attempt) % SEEDS },
              { sources, ...(seconds === undefined ? {} : { seconds }) },
            ),
          attempts: bestOf,
          folder: options.out ?? (await defaultFolder(prompt || (preset?.name ?? ''), now)),
          json,
          createdAt: now.toISOString(),
          checkpointEvery,
          judge,
        },
        options,
      );
    },
  );
}

/**
 * What shall be drawn: flags before the values of the preset, those before what the material brings along.
 * @throws SettingsError, UsageError, PromptError, ArtworkError, SourceImageError
 */
async function plan(prompt: string, options: DrawOptions, preset: Preset | undefined) {
  const canvas = options.canvas ?? preset?.canvas ?? 'strokes';
  const values = { ...preset?.values, ...readParameters(options), canvas, prompt };
  if (preset?.needsImage && options.image === undefined && options.from === undefined) {
    throw new UsageError(`The preset ${preset.name} begins from a picture; give one with --image photo.jpg.`);
  }
  const start = await readStart(options, canvas, completeSettings(values));
  const { notices } = start;
  return { ...(await gather(completeSettings({ ...start.settings, ...values }), start)), notices };
}
