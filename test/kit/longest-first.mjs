// A fresh clone knows of no test how long it takes, and jest would begin with the largest files. The long ones are small: begun
// last, they would run on one worker while the other has nothing left to do.
import Sequencer from '@jest/test-sequencer'

/** Files that take more than ten seconds, the longest first. */
const longFiles = [
  'test/simulation/whole-broker.test.ts',
  'test/e2e/kafkajs.test.ts',
  'test/e2e/verify.test.ts',
  'test/unit/cli/command.test.ts',
  'test/unit/cli/admin.test.ts',
  'test/property/log-recovery.test.ts'
]

// The package's types are those of its CommonJS form, where the class is named otherwise.
export default class LongestFirst extends /** @type {any} */ (Sequencer) {
  /** @param {readonly { path: string }[]} tests */
  async sort(tests) {
    const sorted = await super.sort(tests)
    const rank = ({ path }) => {
      const at = longFiles.findIndex((file) => path.replaceAll('\\', '/').endsWith(file))
      return at < 0 ? longFiles.length : at
    }
    return [...sorted].sort((one, other) => rank(one) - rank(other))
  }
}
