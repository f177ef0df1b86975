/**
 * Goal: the documents say what is. Method: the compatibility table is made again and compared, links are followed, the
 * Dockerfile is read, and every shell and JavaScript example of the README is run against the real command.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BrokerProcess } from '../kit/broker-process.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const main = join(root, 'dist', 'cli', 'main.cjs')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const run = promisify(execFile)

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
]

test('docs/compatibility.md and docs/configs.md are what handlers, checks and configs say', async () => {
  await expect(run(process.execPath, [join(root, 'scripts', 'generate-docs.mjs'), '--check'])).resolves.toBeDefined()
})

test('every link of the documents leads to a file', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
      .map((match) => join(dirname(page), match[1] ?? ''))
      .filter((target) => !existsSync(join(root, target)))
      .map((target) => `${page}: ${target}`)
  )
  expect(broken).toEqual([])
})

test('every link of the packed documents leads to a packed file', () => {
  const { files } = JSON.parse(read('package.json')) as { files: string[] }
  const isPacked = (path: string) => files.some((each) => path === each || path.startsWith(`${each}/`))
  const targets = pages
    .filter(isPacked)
    .flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) =>
        posix.join(posix.dirname(page), match[1] ?? '')
      )
    )
  expect(targets.length).toBeGreaterThan(20)
  expect(targets.filter((target) => !isPacked(target))).toEqual([])
})

test('package.json says who made it, where it lives, and what it is', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, unknown>
  expect(manifest).toMatchObject({
    repository: { type: 'git', url: expect.stringMatching(/^git\+https:.*\.git$/) },
    bugs: { url: expect.stringMatching(/^https:/) },
    homepage: expect.stringMatching(/^https:/),
    author: expect.any(String)
  })
  expect(manifest.keywords).toEqual(expect.arrayContaining(['kafka', 'broker', 'testing']))
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
    expect(of('ENTRYPOINT')).toEqual(['["/opt/ottla/bin/entrypoint"]'])
    expect(of('CMD')).toEqual(['["start"]'])
    // Whoever is started by it takes its place, so that process 1 is the broker.
    const starts = read('image/bin/entrypoint').match(/^.*\bnode\b.*$/gm) ?? []
    expect(starts.length).toBeGreaterThan(2)
    expect(starts.filter((line) => !line.includes('exec node'))).toEqual([])
  })

  test('names programs of the package that a build makes', () => {
    const scripts = ['Dockerfile', 'image/bin/entrypoint', 'image/bin/kafka-tool'].map(read).join('\n')
    const named = [...scripts.matchAll(/(?:ottla\/|\$cli\/)(?:dist\/cli\/)?((?:image\/)?\w[\w-]*\.c?js)/g)].map(
      ([, file]) => file
    )
    expect(new Set(named).size).toBeGreaterThan(4)
    expect(named.filter((file) => !existsSync(join(root, 'dist', 'cli', file ?? '')))).toEqual([])
  })

  test('has a health check that looks where the settings put the listener', async () => {
    const broker = new BrokerProcess()
    try {
      await broker.start(['--host', '0.0.0.0'])
      const [, words] = /HEALTHCHECK [^[]*CMD (\[.*\])/.exec(lines.join('\n')) ?? []
      const [node, file] = JSON.parse(words ?? 'null') as string[]
      expect(node).toBe('node')
      const check = (KAFKA_LISTENERS: string) =>
        run(process.execPath, [join(root, file?.split('/ottla/').at(-1) ?? '')], {
          env: { ...process.env, KAFKA_LISTENERS }
        })
      await expect(check(`CONTROLLER://:1,PLAINTEXT://:${broker.port}`)).rejects.toThrow()
      await expect(check(`PLAINTEXT://:${broker.port},CONTROLLER://:1`)).resolves.toBeDefined()
    } finally {
      await broker.remove()
    }
  })
})

describe('the examples of the README', () => {
  const blocks = ['README.md', 'docs/embedding.md']
    .flatMap((page) => [...read(page).matchAll(/```(sh|js)\n([\s\S]*?)```/g)])
    .map((match) => ({ kind: match[1], text: match[2] ?? '' }))
    // Whole test files are run by their runners: package.test.ts.
    .filter(({ text }) => !/^\/\/ \S+ \((?:jest|vitest|node:test)\)\n/.test(text))
  const broker = new BrokerProcess()
  beforeAll(() => broker.start(['--topic', 'orders:3']))
  afterAll(() => broker.remove())

  test('there are some of each kind, and the first starts a broker', () => {
    expect(blocks.filter(({ kind }) => kind === 'sh').length).toBeGreaterThan(2)
    expect(blocks.filter(({ kind }) => kind === 'js').length).toBeGreaterThan(1)
    expect(blocks[0]?.text).toBe('npx ottla --topic orders:3\n')
  })

  test.each(blocks.filter(({ kind }) => kind === 'sh').slice(1))('$text', async ({ text }) => {
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
  })

  test.each(blocks.filter(({ kind }) => kind === 'js'))('$text', async ({ text }) => {
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
    if (text.includes('broker.records')) expect(String(stdout)).toMatch(/^\d 0 a book\n$/)
    else if (text.includes("from 'ottla'")) expect(String(stdout)).toMatch(/^127\.0\.0\.1:\d+\n$/)
  })
})
