/**
 * Goal: verdicts, order, limits and clean-up of a run.
 * Method: checks made for the purpose against a scripted broker behind a fake network; timers are real and short.
 */
import type { Check, PlacedCheck } from '../../../src/verify/check.ts'
import { equal } from '../../../src/verify/expect.ts'
import { runVerify, type VerifyOptions } from '../../../src/verify/index.ts'
import { jsonLines, jsonReport } from '../../../src/verify/report/json.ts'
import { junitReport } from '../../../src/verify/report/junit.ts'
import { markdownReport } from '../../../src/verify/report/md.ts'
import { textReport } from '../../../src/verify/report/text.ts'
import type { CheckResult } from '../../../src/verify/result.ts'
import { runChecks } from '../../../src/verify/runner.ts'
import { openTarget } from '../../../src/verify/target.ts'
import { allRanges, envWith, knowing, type Script } from './fake-broker.ts'

const placed = (...checks: Partial<Check>[]): PlacedCheck[] =>
  checks.map((check, index) => ({
    name: `check ${index}`,
    api: 'Heartbeat',
    versions: [0, 0],
    area: 'test',
    number: index + 1,
    run: async () => {},
    ...check
  }))

const beat = { groupId: 'g', generationId: 1, memberId: 'm' }
const answersHeartbeats: Script = () => ({ Heartbeat: { errorCode: 0 } })
const options = { concurrency: 2, checkLimitMs: 5_000, finished: () => {} }

async function targetOf(script: Script, ranges = allRanges) {
  const env = envWith(knowing(script, ranges))
  return openTarget(env, { host: 'fake', port: 9092 }, { prefix: 'p', nowMs: 1 })
}

test('a check that returns passed, one that mismatches failed with what it expected', async () => {
  const checks = placed(
    { run: async (t) => equal((await t.call('Heartbeat', 3, beat)).errorCode, 0, 'error') },
    { run: async (t) => equal((await t.call('Heartbeat', 3, beat)).errorCode, 27, 'error') }
  )
  const [good, bad] = await runChecks(checks, [await targetOf(answersHeartbeats)], options)
  expect([good?.outcome, good?.detail]).toEqual(['passed', ''])
  expect([bad?.outcome, bad?.detail]).toEqual(['failed', 'error: expected 27, got 0'])
})

test('a check of a version that is not advertised is skipped and says which', async () => {
  const target = await targetOf(answersHeartbeats, [
    { apiKey: 12, minVersion: 2, maxVersion: 4 },
    ...allRanges.filter((range) => range.apiKey === 3)
  ])
  const checks = placed(
    { run: async (t) => void (await t.call('Heartbeat', 1, beat)) },
    { run: async (t) => void t.best('Fetch') }
  )
  const results = await runChecks(checks, [target], options)
  expect(results.map(({ outcome, detail }) => [outcome, detail])).toEqual([
    ['skipped', 'not advertised: Heartbeat v1'],
    ['skipped', 'not advertised: Fetch']
  ])
})

test('Produce before version 3 counts as not advertised where Fetch shows that the old formats are gone', async () => {
  const results = await runChecks(
    placed({ run: async (t) => t.need('Produce', 2) }),
    [await targetOf(answersHeartbeats)],
    options
  )
  expect(results[0]?.outcome).toBe('skipped')
})

test('a closed connection fails the check that waits on it', async () => {
  const checks = placed({ run: async (t) => void (await t.call('Heartbeat', 3, beat)) })
  const results = await runChecks(checks, [await targetOf(() => 'close')], options)
  expect(results[0]?.detail).toContain('the connection was closed')
})

test('calls that nobody awaits any more end quietly when their connection is closed', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  const checks = placed({
    run: async (t) => {
      const [one, two] = [await t.connect(), await t.connect()]
      void two.call('Heartbeat', 3, beat)
      await one.call('Heartbeat', 3, beat)
    }
  })
  const results = await runChecks(checks, [await targetOf(() => 'close')], options)
  await new Promise((resolve) => process.nextTick(resolve))
  process.off('unhandledRejection', note)
  expect([results[0]?.outcome, unhandled]).toEqual(['failed', []])
})

test('a check that gets no answer fails at its limit and says what it waited for', async () => {
  const checks = placed({ run: async (t) => void (await t.call('Heartbeat', 3, beat)) })
  const results = await runChecks(checks, [await targetOf(() => 'silence')], { ...options, checkLimitMs: 20 })
  expect(results[0]?.detail).toBe('not done in 20 ms, waiting for Heartbeat v3')
})

test('a check that goes on without the broker fails at its limit too', async () => {
  const checks = placed({ run: () => new Promise(() => {}) })
  const results = await runChecks(checks, [await targetOf(answersHeartbeats)], { ...options, checkLimitMs: 20 })
  expect(results[0]?.detail).toBe('not done in 20 ms, waiting for nothing')
})

test('results are in the order of the checks whatever order they end in, and those marked alone run last and by themselves', async () => {
  const order: string[] = []
  let running = 0
  const note = (name: string, turns: number, mayRunBeside: boolean): Partial<Check> => ({
    name,
    ...(mayRunBeside ? {} : { alone: true }),
    run: async () => {
      running++
      if (!mayRunBeside) expect(running).toBe(1)
      for (let turn = 0; turn < turns; turn++) await Promise.resolve()
      order.push(name)
      running--
    }
  })
  const checks = placed(note('alone', 1, false), note('slow', 300, true), note('quick', 1, true))
  const results = await runChecks(checks, [await targetOf(answersHeartbeats)], options)
  expect(results.map((result) => result.check.name)).toEqual(['alone', 'slow', 'quick'])
  expect(order).toEqual(['quick', 'slow', 'alone'])
})

test('two brokers that answer otherwise fail a check that both pass', async () => {
  const throttled = await targetOf(() => ({ Heartbeat: { errorCode: 0, throttleTimeMs: 9 } }))
  const refusing = await targetOf(() => ({ Heartbeat: { errorCode: 25 } }))
  const checks = placed({ run: async (t) => void (await t.call('Heartbeat', 3, beat)) })
  const same = await runChecks(checks, [await targetOf(answersHeartbeats), throttled], options)
  expect(same[0]?.outcome).toBe('passed')
  const other = await runChecks(checks, [await targetOf(answersHeartbeats), refusing], options)
  expect([other[0]?.outcome, other[0]?.detail]).toEqual(['failed', '1 fields differ'])
  expect(other[0]?.differences).toEqual([{ at: '1 Heartbeat v3 errorCode', left: '0', right: '25' }])
})

describe('a check on which two brokers differ', () => {
  /** Its requests are answered with these errors, one after the other. */
  const answering = (...codes: number[]) => {
    const left = [...codes]
    return targetOf(() => ({ Heartbeat: { errorCode: left.shift() ?? 0 } }))
  }
  const asking = () => placed({ run: async (t) => void (await t.call('Heartbeat', 3, beat)) })
  const differing = (errorCode: number) => [{ at: '1 Heartbeat v3 errorCode', left: '0', right: `${errorCode}` }]

  test.each([
    [1, [25]],
    [2, [25, 27]]
  ])('passes when attempt %i was the last that differed, and says so', async (_, codes) => {
    const [result] = await runChecks(asking(), [await answering(), await answering(...codes)], options)
    expect([result?.outcome, result?.detail, result?.differences]).toEqual(['passed', '', []])
    expect(result?.differedOnce).toEqual({ detail: '1 fields differ', differences: differing(25) })
  })

  test('fails when it differs in three attempts, with what differed again', async () => {
    const [result] = await runChecks(asking(), [await answering(), await answering(25, 27, 16, 0)], options)
    expect([result?.outcome, result?.detail]).toEqual(['failed', '1 fields differ'])
    expect([result?.differences, result?.differedOnce]).toEqual([differing(16), undefined])
  })

  test('runs again when only one broker passes it, under other names', async () => {
    const names: string[] = []
    const checks = placed({
      run: async (t) => {
        names.push(t.uniqueName())
        equal((await t.aside('Heartbeat', 3, beat)).errorCode, 0, 'error')
      }
    })
    const [once] = await runChecks(checks, [await answering(), await answering(25)], options)
    expect([once?.outcome, once?.differedOnce?.detail]).toEqual([
      'passed',
      'the other broker: error: expected 0, got 25'
    ])
    expect([names.length, new Set(names).size]).toEqual([4, 2])
    const [always] = await runChecks(checks, [await answering(25, 25, 25), await answering()], options)
    expect([always?.outcome, always?.detail]).toEqual(['failed', 'error: expected 0, got 25'])
  })

  test('does not run again when it fails on both, nor where one broker is asked, nor when many differ', async () => {
    let runs = 0
    const run: Check['run'] = async (t) => {
      runs++
      equal((await t.call('Heartbeat', 3, beat)).errorCode, 0, 'error')
    }
    const always = await targetOf(() => ({ Heartbeat: { errorCode: 25 } }))
    await runChecks(placed({ run }), [always, always], options)
    await runChecks(placed({ run }), [always], options)
    expect(runs).toBe(3)
    await runChecks(placed(...Array.from({ length: 21 }, () => ({ run }))), [always, await answering()], options)
    expect(runs).toBe(3 + 42)
  })

  test('is told in every report', async () => {
    const [result] = await runChecks(asking(), [await answering(), await answering(25)], options)
    const run = { bootstrap: 'a:1', against: 'b:1', clusterId: 'c', tookMs: 1, results: [result as CheckResult] }
    const differedOnce = { detail: '1 fields differ', differences: differing(25) }
    expect(JSON.parse(jsonReport(run)).checks[0]).toMatchObject({ outcome: 'passed', differedOnce })
    expect(JSON.parse(jsonLines(run))).toMatchObject({ outcome: 'passed', differedOnce })
    const words = 'differed once and not again; 1 fields differ; 1 Heartbeat v3 errorCode: 0 / 25'
    expect(junitReport(run)).toContain(`<system-out>${words}</system-out></testcase>`)
    expect(markdownReport(run)).toContain(words)
    expect(textReport(run)).toBe(
      [
        'differed once and not again: check 0 [Heartbeat v0, test]',
        '  1 fields differ',
        '    1 Heartbeat v3 errorCode: 0 / 25',
        '0 differences in 1 answer',
        '1 passed, 0 failed, 0 skipped',
        ''
      ].join('\n')
    )
  })
})

test('an answer with another correlation id fails the check', async () => {
  const { Client } = await import('../../../src/verify/client.ts')
  const env = envWith(knowing(answersHeartbeats))
  const client = await Client.open(env, { host: 'fake', port: 1 }, { clientId: null, transcript: undefined, index: 0 })
  const frame = Buffer.from('0000000c0003000000000063ffff00000000', 'hex')
  frame.writeInt32BE(frame.length - 4, 0)
  client.raw(Buffer.from('0000000a0012000000000063ffff', 'hex'))
  await expect(client.call('ApiVersions', 0, {})).rejects.toThrow('expected correlation id 1, got 99')
  client.close()
})

describe('runVerify', () => {
  const run = async (options: Partial<VerifyOptions>, script: Script = () => 'close') => {
    const written = { report: [] as string[], progress: [] as string[] }
    const out = {
      report: (text: string) => void written.report.push(text),
      progress: (text: string) => void written.progress.push(text)
    }
    const code = await runVerify({ bootstrap: 'fake:9092', ...options }, envWith(knowing(script)), out)
    return { code, report: written.report.join(''), progress: written.progress.join('') }
  }

  test('ends with code 0 and the summary line when nothing fails', async () => {
    const { code, report } = await run({ only: ['many requests may come in one piece'] })
    expect([code, report]).toEqual([0, '1 passed, 0 failed, 0 skipped\n'])
  })

  test('ends with code 1 and the reason when something fails', async () => {
    const { code, report, progress } = await run({
      only: ['any correlation id is given back', 'OffsetDelete of a group that does not exist']
    })
    expect(code).toBe(1)
    expect(report).toContain('FAILED OffsetDelete of a group that does not exist is answered GROUP_ID_NOT_FOUND')
    expect(report).toMatch(/1 passed, 1 failed, 0 skipped\n$/)
    expect(progress).toContain('FAILED')
  })

  test('ends with code 2 for an address that makes no sense, one where nobody answers, and no matching check', async () => {
    expect(await run({ bootstrap: 'a:b:c' })).toMatchObject({
      code: 2,
      progress: expect.stringContaining('a:b:c is not an address')
    })
    expect(await run({ bootstrap: 'nowhere:1' })).toMatchObject({
      code: 2,
      progress: expect.stringContaining('ECONNREFUSED')
    })
    expect(await run({ only: ['nothing at all'] })).toMatchObject({
      code: 2,
      progress: expect.stringContaining('no check matches')
    })
  })

  test('ends with code 2 where the checks of a cluster find fewer than three brokers', async () => {
    expect(await run({ cluster: true })).toEqual({
      code: 2,
      report: '',
      progress: 'ottla verify: --cluster needs a cluster of 3 brokers, and fake:9092 is one of 1\n'
    })
  })

  test.each([
    ['md', /^# Compatibility of fake:9092[\s\S]*1 passed, 0 failed, 0 skipped\n$/],
    ['json', /^\{\n {2}"bootstrap": "fake:9092"/],
    ['junit', /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites/]
  ] as const)('writes a report as %s and the summary to the other stream', async (report, pattern) => {
    const result = await run({ report, only: ['many requests may come in one piece'] })
    expect(result.report).toMatch(pattern)
    expect(result.progress).toContain('1 passed, 0 failed, 0 skipped')
  })
})
