import { writeFileSync } from 'node:fs';

/** Says in one plain line how many tests passed and failed; a suite that could not run counts as one failure. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const counts = { passed: results.numPassedTests, failed: results.numFailedTests + results.numRuntimeErrorTestSuites };
    const file = process.env.WAYFARE_TEST_COUNTS;
    if (file) writeFileSync(file, JSON.stringify(counts));
    else console.log(`${counts.passed} passed, ${counts.failed} failed`);
  }
}
