/**
 * Goal: docs/cli.md says what is. Method: every example of it is run against a broker in this process, in order, and every
 * command has one.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { completionPoints } from '../../../src/cli/completion-words.ts'
import { exitCodes } from '../../../src/cli/exit-codes.ts'
import { Ottla } from '../../../src/index.ts'
import { inProcess, main } from '../../kit/command-line.ts'
import { OneConnection } from '../../kit/one-connection.ts'
import { openTransaction } from '../../kit/open-transaction.ts'

const page = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'cli.md'), 'utf8')
const lines = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((match) => (match[1] ?? '').trim().split('\n'))
const hasShell = process.platform !== 'win32'

let broker: Ottla
/** What `ottla cluster` is asked of. */
let cluster: Ottla
beforeAll(async () => {
  cluster = await Ottla.start({ brokers: 3, memory: true, topics: ['orders', 'invoices', 'payments'] })
  broker = await Ottla.start({ memory: true, topics: ['orders', 'invoices'] })
  const port = Number(broker.bootstrap.split(':').at(-1))
  const client = await OneConnection.open(port)
  await openTransaction(client, { transactionalId: 'shop-1', topic: 'invoices' })
  client.close()
})
afterAll(async () => {
  await broker.stop()
  await cluster.stop()
})

/** Words of a line without pipes, quotes taken off. */
const wordsOf = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')

test.each(lines)('%s', async (line) => {
  if (line.includes('|')) {
    if (!hasShell) return
    const command = line.replace('ottla ', `"${process.execPath}" "${main}" `)
    const env = { ...process.env, OTTLA_BOOTSTRAP: broker.bootstrap }
    await expect(promisify(execFile)('sh', ['-c', command], { env })).resolves.toMatchObject({ stderr: '' })
    return
  }
  const words = wordsOf(line).slice(1)
  const { bootstrap } = words[0] === 'cluster' || words.includes('--cluster') ? cluster : broker
  const place = words[0] === 'frames' ? [] : ['--bootstrap', bootstrap]
  expect(await inProcess([...words, ...place])).toMatchObject({ code: 0 })
})

test('every command has an example or is named, and every exit code is told', async () => {
  for (const { path } of await completionPoints())
    expect(page).toContain(`ottla ${path}`.trimEnd().replace(/ (check)$/, ''))
  for (const code of Object.values(exitCodes)) expect(page).toContain(`exit code ${code}`)
})
