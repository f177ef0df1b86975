/** Goal: an npm script that is asked for something unknown says what there is, and fails. Method: run the scripts. */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, encoding: 'utf8' })

test.each([
  ['test/compat/run.mjs', ['verify', 'nosuch'], /no step is called nosuch: .*apache-kafka, .*verify/],
  ['bench/run.mjs', ['nosuch'], /usage: npm run bench -- NAME .*one of: .*produce/],
  ['scripts/run.mjs', ['nosuch'], /unknown task 'nosuch': one of start, test/]
])('%s %j fails with what is known', (script, args, said) => {
  const { status, stderr } = run(script, ...args)
  expect(stderr).toMatch(said)
  expect(status).toBe(2)
})
