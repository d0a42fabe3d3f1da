/**
 * @file Tables of the benchmark: on the terminal, and in docs/benchmarks.md between the markers
 * `<!-- bench:start -->` and `<!-- bench:end -->`, where each table lies between markers of its own, so that a
 * run of some measurements keeps the others. Text outside the markers is kept.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));

/**
 * @typedef {object} Table
 * @property {string} title
 * @property {readonly string[]} columns
 * @property {readonly (readonly string[])[]} rows
 * @property {readonly string[]} [notes] sentences under the table
 */

/** @param {Table} table @returns {string} Markdown */
export function markdown({ title, columns, rows, notes = [] }) {
  const lines = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`### ${title}`, '', ...lines, ...notes.flatMap((note) => ['', note]), ''].join('\n');
}

/** @param {Table} table @returns {string} the same with columns that line up, for a terminal */
export function plain({ title, columns, rows, notes = [] }) {
  const lines = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const align = (/** @type {readonly string[]} */ cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [title, ...lines.map(align), ...notes, ''].join('\n');
}

const PAGE_END = '<!-- bench:end -->';

/**
 * Puts `text` between the markers of the table `name`; without them, after the last table.
 * @param {string} name
 * @param {string} text Markdown
 */
export function writeSection(name, text) {
  let old = existsSync(page) ? readFileSync(page, 'utf8') : '# Benchmarks\n';
  if (!old.includes(PAGE_END)) old = `${old.trimEnd()}\n\n<!-- bench:start -->\n${PAGE_END}\n`;
  const [start, end] = [`<!-- bench-${name}:start -->`, `<!-- bench-${name}:end -->`];
  const section = `${start}\n${text.trim()}\n${end}`;
  const [from, to] = [old.indexOf(start), old.indexOf(end)];
  const fresh =
    from < 0 || to < from
      ? old.replace(PAGE_END, () => `${section}\n\n${PAGE_END}`)
      : `${old.slice(0, from)}${section}${old.slice(to + end.length)}`;
  writeFileSync(page, fresh);
}

/** @param {number} ms @returns {string} three digits that mean something */
export const ms = (ms) => `${ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0)} ms`;

/** @param {number} ratio */
export const times = (ratio) => `${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)} ×`;
