import { same, show } from '../../../src/verify/expect.ts'
import { jsonReport } from '../../../src/verify/report/json.ts'
import { junitReport } from '../../../src/verify/report/junit.ts'
import { markdownReport } from '../../../src/verify/report/md.ts'
import type { CheckResult, RunSummary } from '../../../src/verify/result.ts'

test('same compares bytes by content, arrays by order, and takes an absent field for an undefined one', () => {
  expect(same({ a: Buffer.from('x'), b: [1n, null] }, { a: new Uint8Array([120]), b: [1n, null], c: undefined })).toBe(
    true
  )
  for (const [left, right] of [
    [1, 1n],
    [
      [1, 2],
      [2, 1]
    ],
    [{ a: 1 }, { a: 1, b: 0 }],
    [null, {}],
    [[], {}],
    [Buffer.of(1), Buffer.of(2)]
  ]) {
    expect(same(left, right)).toBe(false)
  }
})

test('show writes bigints and bytes for people and cuts what is long', () => {
  expect(show({ a: 5n, b: Buffer.from('ff', 'hex'), c: new Uint8Array([1]) })).toBe('{"a":"5n","b":"0xff","c":"0x01"}')
  expect(show('x'.repeat(1000), 20)).toContain('(1002 characters)')
})

describe('reports', () => {
  const check = {
    name: 'a | b <c> & "d"',
    api: 'Fetch',
    versions: [3, 4],
    area: 'one',
    number: 1,
    kip: 'KIP-1',
    run: async () => {}
  } as const
  const result = (more: Partial<CheckResult>): CheckResult => ({
    check,
    outcome: 'passed',
    detail: '',
    tookMs: 12.4,
    differences: [],
    ...more
  })
  const results = [
    result({}),
    result({ outcome: 'failed', detail: 'expected <x>\u0001', differences: [{ at: 'p', left: '1', right: '2' }] }),
    result({
      outcome: 'skipped',
      detail: 'not advertised: Fetch v3',
      check: { ...check, area: 'two', versions: [3, 3] }
    })
  ]
  const run: RunSummary = { bootstrap: 'b:1', against: 'c:2', clusterId: 'x', tookMs: 5, results }

  test('markdown has a table per area, escapes bars, and ends with the summary', () => {
    const text = markdownReport(run)
    expect(text).toContain('## one: 1 of 2')
    expect(text).toContain('| ✓ | a \\| b <c> & "d" | Fetch | v3-4 | KIP-1 |  |')
    expect(text).toContain('expected <x>\u0001; p: 1 / 2')
    expect(text.trimEnd().endsWith('1 passed, 1 failed, 1 skipped')).toBe(true)
  })

  test('junit counts per suite and escapes what XML reserves or forbids', () => {
    const text = junitReport(run)
    expect(text).toContain('<testsuite name="one" tests="2" failures="1" skipped="0">')
    expect(text).toContain('name="a | b &lt;c&gt; &amp; &quot;d&quot; (Fetch v3-4)" time="0.012"/>')
    expect(text).toContain('<failure message="expected &lt;x&gt;\ufffd">p: 1 / 2</failure>')
    expect(text).toContain('<skipped message="not advertised: Fetch v3"/>')
  })

  test('json has totals and every check with its outcome', () => {
    const parsed = JSON.parse(jsonReport(run))
    expect(parsed).toMatchObject({ bootstrap: 'b:1', against: 'c:2', passed: 1, failed: 1, skipped: 1 })
    expect(parsed.checks[1]).toMatchObject({
      name: check.name,
      outcome: 'failed',
      differences: [{ at: 'p', left: '1', right: '2' }]
    })
  })
})
