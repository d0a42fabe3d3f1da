/** @file Numbers, speeds and times as people write them in each language. */
import type { Language } from './dictionary.js';

const units = {
  en: { second: 's', minute: 'min', hour: 'h' },
  ru: { second: 'с', minute: 'мин', hour: 'ч' },
} satisfies Record<Language, { second: string; minute: string; hour: string }>;

/** Plural forms by the categories of Intl.PluralRules; every category of the language falls back to `other`. */
const rates = {
  en: { one: 'iteration a second', other: 'iterations a second' },
  ru: { one: 'шаг в секунду', few: 'шага в секунду', many: 'шагов в секунду', other: 'шага в секунду' },
} satisfies Record<Language, Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** A number with at most `digits` decimals, in the language's own writing. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return value.toLocaleString(language, { maximumFractionDigits: digits });
}

/** A score: always as many decimals, so that the digits do not jump about while it changes. */
export function formatScore(score: number, language: Language, digits = 3): string {
  return score.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Iterations a second, with its unit: one decimal below ten, none above. */
export function formatRate(rate: number, language: Language): { value: string; unit: string } {
  const digits = rate < 10 ? 1 : 0;
  const rounded = Number(rate.toFixed(digits));
  const rule = new Intl.PluralRules(language).select(rounded);
  const words: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string } = rates[language];
  return { value: formatNumber(rounded, language, digits), unit: words[rule] ?? words.other };
}

/** Seconds as "4 s", "1 min 20 s", "2 h 5 min"; never less than "0 s", whole seconds only. */
export function formatDuration(seconds: number, language: Language): string {
  const { second, minute, hour } = units[language];
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} ${second}`;
  if (whole < 3600) return join(Math.floor(whole / 60), minute, whole % 60, second);
  const minutes = Math.round(whole / 60);
  return join(Math.floor(minutes / 60), hour, minutes % 60, minute);
}

/** A moment as the day and time of a clock on the wall; today's without the day. */
export function formatMoment(moment: string, language: Language, now = new Date()): string {
  const date = new Date(moment);
  const isToday = date.toDateString() === now.toDateString();
  return date.toLocaleString(language, {
    ...(isToday ? {} : { day: 'numeric', month: 'long' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
