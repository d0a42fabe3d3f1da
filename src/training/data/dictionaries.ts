/** @file The English–other dictionaries that other languages' words come from: one row a Debian package. */
import type { DictionarySource } from './source.js';

const freedict = (language: string, code: string, version: string, licence: string): DictionarySource => ({
  language,
  version,
  title: `FreeDict English–${code}`,
  licence,
  layout: 'freedict',
  file: `freedict-eng-${code}`,
});

const first = '2022.04.21-1';
const later = '2022.12.07-2';

/** By the name of the package. */
export const dictionaries: Readonly<Record<string, DictionarySource>> = {
  'dict-freedict-eng-afr': freedict('af', 'afr', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-ara': freedict('ar', 'ara', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-bul': freedict('bg', 'bul', later, 'CC-BY-SA-3.0'),
  'dict-freedict-eng-ces': freedict('cs', 'ces', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-cym': freedict('cy', 'cym', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-dan': freedict('da', 'dan', first, 'GPL-3.0-or-later'),
  'dict-freedict-eng-deu': freedict('de', 'deu', first, 'GPL-3.0-or-later'),
  'dict-freedict-eng-ell': freedict('el', 'ell', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-spa': freedict('es', 'spa', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-fin': freedict('fi', 'fin', later, 'CC-BY-SA-3.0'),
  'dict-freedict-eng-fra': freedict('fr', 'fra', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-gle': freedict('ga', 'gle', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-hin': freedict('hi', 'hin', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-hrv': freedict('hr', 'hrv', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-hun': freedict('hu', 'hun', first, 'GPL-2.0-only'),
  'dict-freedict-eng-ind': freedict('id', 'ind', later, 'CC-BY-SA-3.0'),
  'dict-freedict-eng-ita': freedict('it', 'ita', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-jpn': freedict('ja', 'jpn', later, 'CC-BY-SA-3.0'),
  'dict-freedict-eng-lit': freedict('lt', 'lit', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-nld': freedict('nl', 'nld', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-nor': freedict('no', 'nor', later, 'CC-BY-SA-3.0'),
  'dict-freedict-eng-pol': freedict('pl', 'pol', first, 'GPL-3.0-or-later AND GFDL-1.2-or-later'),
  'dict-freedict-eng-por': freedict('pt', 'por', first, 'GPL-2.0-or-later'),
  'mueller7-dict': {
    language: 'ru',
    version: '2002.02.27-13',
    title: 'Mueller’s English–Russian dictionary',
    licence: 'GPL-2.0-or-later',
    layout: 'mueller',
    file: 'mueller7',
  },
  'dict-freedict-eng-srp': freedict('sr', 'srp', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-swe': freedict('sv', 'swe', first, 'GPL-2.0-or-later'),
  'dict-freedict-eng-tur': freedict('tr', 'tur', first, 'GPL-2.0-or-later'),
};
