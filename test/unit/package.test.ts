/**
 * Goal: the package works where tests run. Method: the files that would be published, in a project of their own, entered by
 * require, import, jest without flags and node:test; README's whole test files among them. test/compat/runners has many more.
 */
import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as api from '../../src/index.ts'
import { encodeRequest } from '../../src/protocol/index.ts'
import { buildBatch } from '../../src/records/index.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  readonly files: readonly string[]
  readonly dependencies: object
  readonly optionalDependencies: object
}
const project = realpathSync(mkdtempSync(join(tmpdir(), 'ottla-package-')))
const modules = join(project, 'node_modules')

/** What npm would pack and install, and links to the packages of this checkout that it needs. */
beforeAll(() => {
  const own = join(modules, 'ottla')
  mkdirSync(own, { recursive: true })
  for (const name of ['package.json', ...manifest.files]) cpSync(join(root, name), join(own, name), { recursive: true })
  const packages = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)]
  const present = packages.filter((name) => readdirSync(dirname(join(root, 'node_modules', name))).length > 0)
  for (const name of [...present, 'jest', '@types/node']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction')
  }
  write('package.json', '{ "name": "elsewhere", "private": true }')
  write('jest.config.cjs', "module.exports = { testMatch: ['**/*.test.js'] }")
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), text)
}

async function node(...args: string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '' }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: project, env, timeout: 120_000 })
  return stdout + stderr
}

/** The batch is large enough for a worker thread. */
const story = `
async function story({ Ottla, OttlaError }) {
  const broker = await Ottla.start({ topics: ['orders'] })
  const value = require('node:crypto').randomBytes(400000).toString('base64')
  await broker.produce('orders', [value], { compression: 'gzip' })
  const [record] = await broker.records('orders')
  await broker.stop()
  const error = await Ottla.start({ port: 'x' }).catch((reason) => reason)
  return record.value.toString() === value && error instanceof OttlaError ? 'well' : 'ill'
}
module.exports = story
`

test('require and import give one and the same module', async () => {
  write('story.cjs', story)
  write('plain.cjs', "require('./story.cjs')(require('ottla')).then(console.log)")
  const load = "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\n"
  const compare = "console.log(require('ottla').Ottla === ottla.Ottla, Object.keys(ottla).sort().join())"
  write(
    'plain.mjs',
    `import * as ottla from 'ottla'\n${load}${compare}\nconsole.log(await require('./story.cjs')(ottla))`
  )
  const [required, imported] = await Promise.all([node('plain.cjs'), node('plain.mjs')])
  expect(required).toBe('well\n')
  expect(imported).toBe(`true ${Object.keys(api).sort().join()}\nwell\n`)
})

test('a start and a first record load no chunk, and a request that needs one is answered at its first time', async () => {
  const header = { correlationId: 7, clientId: null }
  const hex = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString('hex')
  const records = buildBatch([{ timestamp: 0, key: null, value: Buffer.from('first') }])
  const partitionData = [{ index: 0, records }]
  const produce = { transactionalId: null, acks: 1, timeoutMs: 30_000, topicData: [{ name: 'orders', partitionData }] }
  const requests = [
    hex(encodeRequest('Metadata', 4, header, { topics: [{ name: 'orders' }], allowAutoTopicCreation: true })),
    hex(encodeRequest('Produce', 7, header, produce)),
    hex(encodeRequest('ListGroups', 0, header, {}))
  ]
  const script = `
    const { Ottla } = require('ottla')
    const lazy = () => Object.keys(require.cache).map((path) => /lazy.([\\w-]+)\\.cjs$/.exec(path)?.[1]).filter(Boolean).sort().join()
    Ottla.start({ dataDir: 'started' }).then(async (broker) => {
      console.log('[' + lazy() + ']')
      const socket = require('node:net').connect(broker.port, '127.0.0.1')
      for (const request of ${JSON.stringify(requests)}) {
        socket.write(Buffer.from(request, 'hex'))
        const answer = await new Promise((resolve) => socket.once('data', resolve))
        console.log(answer.toString('hex'), '[' + lazy() + ']')
      }
      socket.destroy()
      await broker.stop()
    })`
  const lines = (await node('-e', script)).trimEnd().split('\n')
  expect(lines).toEqual([
    '[]',
    expect.stringMatching(/^\w{8}00000007\w+ \[\]$/),
    // One topic of this name, one partition, number 0, no error.
    expect.stringMatching(/^\w{8}00000007000000010006(?:6f7264657273)00000001000000000000\w+ \[\]$/),
    '0000000a00000007000000000000 [common,handlers]'
  ])
})

test('the types for require have every name that those for import have', () => {
  const text = read('dist/ottla.d.cts')
  const names = [...read('src/index.ts').matchAll(/^export (?:class|interface|type|function) (\w+)/gm)].map(
    (match) => match[1]
  )
  const listed = [...read('src/index.ts').matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
    .flatMap((match) => (match[1] ?? '').split(','))
    .map((name) => name.trim().replace(/^type /, ''))
    .filter((name) => name !== '')
  expect(listed.length).toBeGreaterThan(8)
  for (const name of [...names, ...listed]) expect(text).toContain(`export type ${name} =`)
})

test('a program ends by itself beside a broker with unref, and not beside one without', async () => {
  const program = (options: string) => `
    const { connect } = require('node:net')
    require('ottla').Ottla.start({ topics: ['t'], ${options} }).then(async (broker) => {
      await broker.produce('t', ['x'])
      const socket = connect(broker.port, '127.0.0.1', () => socket.unref())
      process.on('beforeExit', () => console.log('nothing left to do'))
      ${options === '' ? "setTimeout(() => (console.log('still here'), process.exit()), 300)" : ''}
    })`
  write('unref.cjs', program('unref: true'))
  write('ref.cjs', program(''))
  const [unref, ref] = await Promise.all([node('unref.cjs'), node('ref.cjs')])
  expect(unref).toBe('nothing left to do\n')
  expect(ref).toBe('still here\n')
})

test('jest without flags and node:test run what README shows', async () => {
  const blocks = [...read('README.md').matchAll(/```js\n(\/\/ (\S+) \((jest|vitest|node:test)\)\n[\s\S]*?)```/g)]
  expect(blocks.map((match) => match[3])).toEqual(['jest', 'vitest', 'node:test'])
  for (const [, text = '', name, runner = ''] of blocks) write(`${runner.replace(':', '-')}/${name}`, text)
  const more =
    "const story = require('../story.cjs')\ntest('a story', async () => { expect(await story(require('ottla'))).toBe('well') })\n"
  write('story.cjs', story)
  write('jest/story.test.js', more)
  const [jest, own] = await Promise.all([
    node(join('node_modules', 'jest', 'bin', 'jest.js'), '-c', 'jest.config.cjs', '--ci', 'jest/'),
    node('--test', join('node-test', 'orders.test.mjs'))
  ])
  expect(jest).toMatch(/Tests: +2 passed, 2 total/)
  expect(own).toMatch(/pass 1/)
})
