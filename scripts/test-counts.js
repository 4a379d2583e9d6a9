// Prints `PASSED FAILED` from vitest's JSON report: node scripts/test-counts.js REPORT EXIT-CODE
// A run that failed as a whole without a failed test (an unhandled error, a file that does not load, no report at all)
// counts as one failure: silence is no success.
import { readFileSync } from 'node:fs';

const [file, status] = process.argv.slice(2);
let report;
try {
  report = JSON.parse(readFileSync(file, 'utf8'));
} catch {
  report = undefined;
}
const passed = report?.numPassedTests ?? 0;
// A file that does not load has no tests of its own to fail.
const unloaded = (report?.testResults ?? []).filter(
  (f) => f.status === 'failed' && f.assertionResults.length === 0,
).length;
let failed = (report?.numFailedTests ?? 0) + unloaded;
if (failed === 0 && (status !== '0' || report?.success !== true || passed === 0)) failed = 1;
process.stdout.write(`${passed} ${failed}\n`);
