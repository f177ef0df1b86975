/**
 * Goal: every message that Apache Kafka's own classes wrote is read to its value and written back to its bytes.
 * Method: the golden vectors of 847 message versions, about six of each, through what `ottla frames check` does.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { checkLine, checkLines } from '../../src/devtools/index.ts'
import { apis, messages } from '../../src/protocol/index.ts'

const lines = gunzipSync(readFileSync(new URL('../fixtures/messages.jsonl.gz', import.meta.url)))
  .toString()
  .trim()
  .split('\n')
const names = lines.map((line) => JSON.parse(line) as { name: string; version: number; kind: string })

test('there are vectors of every message at every version', () => {
  const seen = new Set(names.map(({ name, version }) => `${name} v${version}`))
  const missing = [...messages.values()].flatMap(({ name, minVersion, maxVersion }) =>
    Array.from({ length: maxVersion - minVersion + 1 }, (_, index) => `${name} v${minVersion + index}`).filter(
      (each) => !seen.has(each)
    )
  )
  expect(missing).toEqual([])
  expect(Object.keys(apis)).toHaveLength(93)
})

test('every vector decodes to its value and encodes to its bytes', async () => {
  const printed: string[] = []
  expect(await checkLines(lines, (text) => printed.push(text))).toBe(true)
  expect(printed).toEqual(['5804 of 5804'])
})

test('a vector with one byte changed is never taken for right', () => {
  const faults: string[] = []
  for (let index = 0; index < lines.length; index += 7) {
    const line = JSON.parse(lines[index]!) as { hex: string; name: string; version: number }
    const at = (index * 31) % (line.hex.length / 2)
    const byte = Number.parseInt(line.hex.slice(at * 2, at * 2 + 2), 16) ^ (1 << (index % 8))
    const hex = `${line.hex.slice(0, at * 2)}${byte.toString(16).padStart(2, '0')}${line.hex.slice(at * 2 + 2)}`
    if (checkLine(JSON.stringify({ ...line, hex })) === null) faults.push(`${line.name} v${line.version} byte ${at}`)
  }
  expect(faults).toEqual([])
})
