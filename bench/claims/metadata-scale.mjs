// The metadata of 200,000 partitions and 50 brokers: what it takes, a start, the loss of a broker, changes of topics. On the store
// in memory, and on an etcd where there is one on this machine.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { startEtcd } from '../etcd.mjs'
import { here } from '../kit.mjs'

const shapes = [
  { scenario: '200 topics of 1,000', args: ['200', '1000', 'fresh'] },
  { scenario: '200 topics of 1,000, each partition with a state of its own', args: ['200', '1000', 'moved'] },
  { scenario: '20,000 topics of 10', args: ['20000', '10', 'fresh'] },
  { scenario: '20,000 topics of 10, each partition with a state of its own', args: ['20000', '10', 'moved'] }
]

/** @returns {Promise<Record<string, number>>} */
function measure(args) {
  return new Promise((resolve, reject) => {
    const script = join(here, 'cluster', 'metadata.mjs')
    const child = spawn(process.execPath, ['--expose-gc', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
    })
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`it ended with ${code}`))))
  })
}

export default async function metadataScale({ rounds = Number(process.env.ROUNDS ?? 2) } = {}) {
  const rows = []
  for (let round = 0; round < rounds; round++)
    for (const { scenario, args } of shapes) {
      rows.push({ scenario, rival: 'in memory', ...(await measure(args)) })
      if (args[2] !== 'moved') continue
      const etcd = await startEtcd()
      if (etcd === undefined) continue
      const measured = await measure([...args, `etcd://${etcd.address}/ottla`])
      rows.push({ scenario, rival: 'etcd', ...measured, etcdFileMb: etcd.fileMb() })
      await etcd.kill()
    }
  const most = (name) => Math.max(...rows.map((row) => row[name] ?? 0))
  return {
    rows,
    ratios: [
      {
        claim: 'all leaders of a lost broker decided and written, ms',
        goal: 'at most 1,000',
        value: most('failoverLeadersMs')
      },
      {
        claim: 'bytes of an image for each partition',
        goal: 'at most 500',
        value: (most('imageMb') * 2 ** 20) / 200_000
      },
      { claim: 'largest transaction, KiB', goal: 'at most 1,536', value: most('largestTransactionKb') }
    ]
  }
}
