// The whole test files that README.md shows, by the runner that the first line of each names: `// orders.test.js (jest)`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../kit.mjs'

/** Path below a project for each, in a folder by the name of its runner, and its text. */
export function readmeTests() {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  const blocks = [...text.matchAll(/```js\n(\/\/ (\S+) \((jest|vitest|node:test)\)\n[\s\S]*?)```/g)]
  return Object.fromEntries(
    blocks.map(([, code, name, runner]) => [`readme-${runner.replace(':', '-')}/${name}`, code])
  )
}
