/**
 * Goal: everything that the compatibility suite says of Apache Kafka 4.3.1 is true of Ottla, and of the versions that Kafka
 * dropped too.
 * Method: the whole suite over real sockets against an embedded broker. That each check passes on Apache Kafka itself is shown
 * by `npm run compat`.
 */
import { createRealEnv } from '../../src/env/real/index.ts'
import { Ottla } from '../../src/index.ts'
import { runVerify, suite } from '../../src/verify/index.ts'

test('every check of the compatibility suite passes on Ottla, none is skipped', async () => {
  // Several checks wait, one after another, for a transaction that runs out of time.
  const config = { 'transaction.abort.timed.out.transaction.cleanup.interval.ms': 500 }
  await using broker = await Ottla.start({ memory: true, config })
  const reports: string[] = []
  const out = { report: (text: string) => void reports.push(text), progress: () => {} }
  // So many at once, since most of them wait for something most of the time.
  const code = await runVerify({ bootstrap: broker.bootstrap, concurrency: 16 }, createRealEnv(), out)
  expect([reports.join(''), code]).toEqual([`${suite.length} passed, 0 failed, 0 skipped\n`, 0])
}, 240_000)
