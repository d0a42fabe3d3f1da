/** @file What `npm test` runs, one after the other: the static checks, then every test; and the sum of it. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './processes.js';
import { root } from './setup.js';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {readonly { label: string, command: readonly string[] }[]} each runs with node; silent when all is well */
const checks = [
  { label: 'Format and lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] },
  { label: 'Types', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'] },
  {
    label: 'Types of the scripts',
    command: ['node_modules/typescript/bin/tsc', '-p', 'scripts/tsconfig.json'],
  },
  {
    label: 'Types of the benchmarks',
    command: ['node_modules/typescript/bin/tsc', '-p', 'bench/tsconfig.json'],
  },
  {
    label: 'Rooms and cycles',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...['src', 'studio-ui', 'test', 'bench', 'scripts', 'bin', '--config', '.dependency-cruiser.cjs'],
    ],
  },
  { label: 'Unused code', command: ['node_modules/knip/bin/knip.js'] },
];

/** @returns {Promise<Tally>} */
export async function staticChecks() {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { label, command } of checks) {
    const { code, output, seconds } = await runQuietly(label, process.execPath, command, { cwd: root });
    if (code === 0) tally.passed += 1;
    else tally.failed += 1;
    console.log(`${code === 0 ? '✓' : '✗'} ${label} (${seconds.toFixed(1)} s)`);
    if (code !== 0) console.log(output.trim());
  }
  return tally;
}

/**
 * @param {readonly string[]} args given to vitest, to run some of the tests only
 * @returns {Promise<number>} exit code
 */
export async function testEverything(args) {
  const checked = await staticChecks();
  const tested = await runTests(args);
  const sum = {
    passed: checked.passed + tested.passed,
    failed: checked.failed + tested.failed,
    skipped: checked.skipped + tested.skipped,
  };
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
  return sum.failed > 0 ? 1 : 0;
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<Tally>}
 */
async function runTests(args) {
  const report = join(root, '.cache', 'tests.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args];
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('close', (status) => resolve(status ?? 1));
  });
  const tally = existsSync(report) ? readReport(report) : { passed: 0, failed: 0, skipped: 0 };
  // An error outside any test (an unhandled rejection, say) fails the run without failing a test.
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  return tally;
}

/**
 * @param {string} file vitest's JSON report
 * @returns {Tally}
 */
function readReport(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults;
  // A file that cannot even be loaded has no failed test, yet it failed.
  const broken = files.filter(
    (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
