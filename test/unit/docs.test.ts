/**
 * Goal: the documents say what is. Method: the compatibility table is made again and compared, links are followed, the
 * Dockerfile is read, and every shell and JavaScript example of the README is run against the real command.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BrokerProcess } from '../e2e/broker-process.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const main = join(root, 'dist', 'cli', 'main.js')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const run = promisify(execFile)

test('docs/compatibility.md is what the handlers and checks say', async () => {
  await expect(run(process.execPath, [join(root, 'scripts', 'generate-docs.mjs'), '--check'])).resolves.toBeDefined()
})

test('every link of the documents leads to a file', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
      .map((match) => join(dirname(page), match[1] ?? ''))
      .filter((target) => !existsSync(join(root, target)))
      .map((target) => `${page}: ${target}`)
  )
  expect(broken).toEqual([])
})

test('every test that docs/guarantees.md names exists', () => {
  const named = [...read('docs/guarantees.md').matchAll(/`(test\/[^`\s]+)`/g)].map((match) => match[1] ?? '')
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

describe('the Dockerfile', () => {
  const lines = read('Dockerfile').split('\n')
  const of = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))

  test('copies only what is there', () => {
    const copied = of('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1))
    expect(copied.length).toBeGreaterThan(5)
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  test('ends in a stage that is not root, is watched, and receives signals itself', () => {
    expect(of('USER')).toEqual(['node'])
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM'])
    expect(of('EXPOSE')).toEqual(['9092'])
    expect(of('HEALTHCHECK')).toHaveLength(1)
    const entry = JSON.parse(of('ENTRYPOINT')[0] ?? 'null') as string[]
    expect(entry[0]).toBe('node')
    expect(entry[1]?.endsWith('/ottla/dist/cli/main.js')).toBe(true)
  })

  test('starts a broker with its command, whose health check succeeds', async () => {
    const command = JSON.parse(of('CMD')[0] ?? 'null') as string[]
    expect(command.slice(0, 3)).toEqual(['start', '--host', '0.0.0.0'])
    const broker = new BrokerProcess()
    try {
      await broker.start(['--host', '0.0.0.0'])
      const check = JSON.parse(/CMD (\[.*\])/.exec(of('HEALTHCHECK')[0] ?? '')?.[1] ?? 'null') as string[]
      const args = check.slice(1).map((word) => word.replace('127.0.0.1:9092', broker.bootstrap))
      await expect(run(process.execPath, [main, ...args])).resolves.toBeDefined()
    } finally {
      await broker.remove()
    }
  })
})

describe('the examples of the README', () => {
  const blocks = [...read('README.md').matchAll(/```(sh|js)\n([\s\S]*?)```/g)].map((match) => ({
    kind: match[1],
    text: match[2] ?? ''
  }))
  const broker = new BrokerProcess()
  beforeAll(() => broker.start(['--topic', 'orders:3']))
  afterAll(() => broker.remove())

  test('there are some of each kind, and the first starts a broker', () => {
    expect(blocks.filter(({ kind }) => kind === 'sh').length).toBeGreaterThan(2)
    expect(blocks.filter(({ kind }) => kind === 'js').length).toBeGreaterThan(1)
    expect(blocks[0]?.text).toBe('npx ottla --topic orders:3\n')
  })

  test.each(blocks.filter(({ kind }) => kind === 'sh').slice(1))(
    '$text',
    async ({ text }) => {
      for (const line of text.trim().split('\n')) {
        const command = line
          .replaceAll('npx ottla', `"${process.execPath}" "${main}"`)
          .replaceAll('127.0.0.1:9092', broker.bootstrap)
        const { stdout } = await run(command, {
          shell: true,
          env: { ...process.env, OTTLA_BOOTSTRAP: broker.bootstrap }
        } as never)
        if (line.includes('consume')) expect(String(stdout).trim().split('\n').sort()).toEqual(['one', 'three', 'two'])
      }
    },
    30_000
  )

  test.each(blocks.filter(({ kind }) => kind === 'js'))(
    '$text',
    async ({ text }) => {
      const folder = join(broker.dataDir, 'examples')
      mkdirSync(join(folder, 'node_modules'), { recursive: true })
      for (const [name, target] of [
        ['ottla', root],
        ['kafkajs', join(root, 'node_modules', 'kafkajs')]
      ] as const) {
        const link = join(folder, 'node_modules', name)
        if (!existsSync(link)) symlinkSync(target, link, 'junction')
      }
      const file = join(folder, `${text.length}.mjs`)
      // Node 20 does not know `await using`: there the example is run as what it stands for.
      const older = text.replace(/await using (\w+) = ([\s\S]*)$/, 'const $1 = $2\nawait $1.stop()\n')
      writeFileSync(file, older.replaceAll('127.0.0.1:9092', broker.bootstrap))
      const { stdout } = await run(process.execPath, [file])
      if (text.includes("from 'ottla'")) expect(String(stdout)).toMatch(/^127\.0\.0\.1:\d+\n$/)
    },
    30_000
  )
})
