import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { checkRecordLine } from '../../src/records/index.ts'

const file = new URL('../fixtures/records.jsonl.gz', import.meta.url)
const lines = gunzipSync(readFileSync(file))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { name: string; corrupt?: string; hex: string; records?: { offset: string }[] })
const good = lines.filter((line) => line.corrupt === undefined)
const broken = lines.filter((line) => line.corrupt !== undefined)

test('the fixture holds all lines', () => {
  expect([good.length, broken.length]).toEqual([185, 79])
})

test.each(good.map((line) => [line.name, line]))('%s decodes to its records and encodes to its bytes', (_, line) => {
  expect(checkRecordLine(line)).toBeNull()
})

test.each(broken.map((line) => [line.name, line]))('%s is refused where and as Kafka refuses it', (_, line) => {
  expect(checkRecordLine(line)).toBeNull()
})

test('a line that does not fit its bytes is told from one that does', () => {
  const line = good.find((each) => each.name === 'v2-none-1-idempotent')!
  expect(checkRecordLine({ ...line, records: [] })).toMatch('number of records')
  expect(checkRecordLine({ ...line, crc: 1 })).toMatch('crc')
  expect(checkRecordLine({ ...line, hex: line.hex.slice(0, -2) })).toMatch('number of entries')
  expect(checkRecordLine({ ...broken[0]!, produceError: 'NONE' })).toMatch('error of a produce')
})
