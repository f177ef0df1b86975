/**
 * Goal: what must never slip, held by one test: import order between rooms, banned ambient names, no sleeps in tests.
 * Method: read the source as text; no dependency, no compiler. It also prints the longest files.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const chain = [
  'env',
  'wire',
  'protocol',
  'records',
  'client',
  'log',
  'metadata',
  'config',
  'controller',
  'replica',
  'coordination',
  'security',
  'api',
  'broker',
  'server',
  'embedding',
  'http',
  'cli'
]
const before = (room: string) => chain.slice(0, chain.indexOf(room))
/** Which rooms a room may import. `index` is src/index.ts, the embedding API: no cli, no http. */
const mayImport: Record<string, readonly string[]> = {
  ...Object.fromEntries(chain.map((room) => [room, before(room)])),
  cli: [...before('cli'), 'verify', 'devtools', 'index'],
  verify: ['env', 'wire', 'protocol', 'records', 'client'],
  devtools: before('embedding'),
  index: before('http')
}
const banned = [
  'Date\\.now',
  'new Date\\(\\)',
  'performance\\.now',
  'process\\.hrtime',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'Math\\.random',
  'crypto\\.random\\w*',
  "'node:fs(?:/promises)?'",
  "'node:net'",
  "'node:tls'",
  "'node:worker_threads'"
]
const bannedPattern = new RegExp(`(?<![\\w.#])(?:${banned.join('|')})(?!\\w)`)
const mayTouchPlatform = ['src/env/real/', 'src/cli/']

function filesBelow(directory: string): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'generated' ? [] : filesBelow(path)
    return entry.name.endsWith('.ts') ? [path] : []
  })
}

const roomOf = (path: string) => (path === 'src/index.ts' ? 'index' : (path.split('/')[1] ?? ''))
const withoutComments = (line: string) => line.replace(/^\s*(?:\*|\/\/|\/\*).*$/, '').replace(/\s\/\/ .*$/, '')

/** What only some ask for, and what the file that does loads when it runs. */
const lazyImports: Readonly<Record<string, string>> = { 'src/embedding/load-http.ts': 'src/http/index.ts' }

interface Import {
  readonly line: number
  readonly target: string
}

function importsOf(path: string, text: string): Import[] {
  const found: Import[] = []
  for (const match of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
    const target = relative(root, join(root, dirname(path), match[1] ?? ''))
      .split(sep)
      .join('/')
    if (/^import\s*\(/.test(match[0]) && lazyImports[path] === target) continue
    found.push({ line: text.slice(0, match.index).split('\n').length, target })
  }
  return found
}

const sources = filesBelow('src').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

test('every room imports only rooms before it, and only through their index.ts', () => {
  const faults: string[] = []
  for (const { path, text } of sources) {
    const room = roomOf(path)
    for (const { line, target } of importsOf(path, text)) {
      if (!target.startsWith('src/')) {
        faults.push(`${path}:${line} imports ${target}, outside src`)
        continue
      }
      const other = roomOf(target)
      if (other === room) continue
      const allowed = mayImport[room] ?? []
      if (!allowed.includes(other)) {
        faults.push(`${path}:${line} imports ${other} (${room} may import: ${allowed.join(' ')})`)
      } else if (!['src/index.ts', `src/${other}/index.ts`, 'src/env/real/index.ts'].includes(target)) {
        faults.push(`${path}:${line} imports ${target} past the door of ${other}`)
      }
    }
  }
  expect(faults).toEqual([])
})

/** The suite also sends what is no request, and judges every answer itself: of the client it uses what knows nothing of calls. */
test('verify uses the bottom half of the client room only', () => {
  const names = sources
    .filter(({ path }) => roomOf(path) === 'verify')
    .flatMap(({ text }) => [...text.matchAll(/import (?:type )?\{([^}]*)\} from '[./]+client\/index\.ts'/g)])
    .flatMap((match) => (match[1] ?? '').split(',').map((name) => name.trim().replace(/^type /, '')))
  expect(new Set(names)).toEqual(new Set(['FrameConnection', 'FrameSink', 'parseEndpoint']))
})

/** The wings of the log room, and the front of one log between them: each imports only those before it. */
const logWings = [
  'contract',
  'disk',
  'segment',
  'producers',
  'state',
  'write',
  'read',
  'log',
  'clean',
  'open',
  'store',
  'index'
]
const wingOf = (path: string) => (path.split('/')[2] ?? '').replace(/\.ts$/, '')

test('every wing of the log room imports only wings before it', () => {
  const faults = sources
    .filter(({ path }) => roomOf(path) === 'log')
    .flatMap(({ path, text }) => {
      const wing = logWings.indexOf(wingOf(path))
      if (wing < 0) return [`${path} is in no wing that is known`]
      return importsOf(path, text)
        .filter(({ target }) => roomOf(target) === 'log' && logWings.indexOf(wingOf(target)) > wing)
        .map(({ line, target }) => `${path}:${line} imports ${target}`)
    })
  expect(faults).toEqual([])
})

/** Files that import each other, in whichever way: what one cannot read alone. */
function circlesAmong(paths: readonly string[]): string[] {
  const imports = new Map(
    sources.filter(({ path }) => paths.includes(path)).map(({ path, text }) => [path, importsOf(path, text)])
  )
  const isDone = new Set<string>()
  const circles: string[] = []
  const visit = (path: string, above: readonly string[]) => {
    if (above.includes(path)) circles.push([...above.slice(above.indexOf(path)), path].join(' > '))
    if (isDone.has(path) || above.includes(path)) return
    for (const { target } of imports.get(path) ?? []) visit(target, [...above, path])
    isDone.add(path)
  }
  for (const path of imports.keys()) visit(path, [])
  return circles
}

test('no files of the log room import each other in a circle', () => {
  const paths = sources.map(({ path }) => path).filter((path) => roomOf(path) === 'log')
  expect(paths.length).toBeGreaterThan(50)
  expect(circlesAmong(paths)).toEqual([])
})

test('only env/real and cli touch clock, timers, randomness, disk, network and threads', () => {
  const faults = sources
    .filter(({ path }) => !mayTouchPlatform.some((room) => path.startsWith(room)))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .map((line, index) => ({ place: `${path}:${index + 1}`, found: bannedPattern.exec(withoutComments(line)) }))
        .filter(({ found }) => found !== null)
        .map(({ place, found }) => `${place} uses ${found?.[0]}`)
    )
  expect(faults).toEqual([])
})

test('a partition is the only door to its log', () => {
  // The broker opens and closes the store of all logs, and hands it to the replica room.
  const mayNameStore = ['src/broker/broker.ts']
  const faults = sources
    .filter(({ path }) => roomOf(path) !== 'log' && roomOf(path) !== 'replica')
    .flatMap(({ path, text }) => {
      const names = mayNameStore.includes(path)
        ? /\b(?:PartitionLog|FileLog)\b/
        : /\b(?:PartitionLog|FileLog|LogStore)\b/
      const found = names.exec(text) ?? /\b(?:partition|leader|replica)\??\.log\b/.exec(text)
      return found === null ? [] : [`${path} uses ${found[0]}`]
    })
  expect(faults).toEqual([])
})

test('the real environment is named only where a process begins', () => {
  const faults = sources
    .filter(({ path }) => roomOf(path) !== 'env' && roomOf(path) !== 'cli' && roomOf(path) !== 'index')
    .filter(({ text }) => /env\/real\//.test(text))
    .map(({ path }) => path)
  expect(faults).toEqual([])
})

test('the import graph of the embedding API has neither yargs nor pino nor prom-client nor http', () => {
  const byPath = new Map(sources.map((source) => [source.path, source.text]))
  const seen = new Set<string>()
  const packages = new Set<string>()
  const visit = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    const text = byPath.get(path) ?? ''
    for (const { target } of importsOf(path, text)) visit(target)
    for (const match of text.matchAll(/^(?:import|export)\s[^'"]*?from\s+'([^'.][^']*)'/gm))
      packages.add(match[1] ?? '')
  }
  visit('src/index.ts')
  expect(seen.size).toBeGreaterThan(50)
  expect([...seen].filter((path) => roomOf(path) === 'http')).toEqual([])
  expect([...packages].filter((name) => !name.startsWith('node:'))).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:yargs|pino|prom-client)/)])
  )
  expect([...packages]).not.toEqual(expect.arrayContaining([expect.stringMatching(/^node:https?/)]))
})

test('no test waits for time to pass where it could await an event', () => {
  const faults = filesBelow('test')
    .filter((path) => !path.endsWith('tidy.test.ts'))
    .filter((path) => /\bsleep\(|setTimeout\(\s*(?:resolve|done|r)\b/.test(readFileSync(join(root, path), 'utf8')))
  expect(faults).toEqual([])
})

test('no source has a machine path or an unfinished mark', () => {
  const faults = [...sources.map(({ path }) => path), ...filesBelow('test'), ...filesBelow('bench')]
    .filter((path) => !path.endsWith('tidy.test.ts'))
    .filter((path) => /\/work\/|\/root\/|\bTODO\b|\bFIXME\b/.test(readFileSync(join(root, path), 'utf8')))
  expect(faults).toEqual([])
})

test('files fit in the head', () => {
  const long = sources
    .filter(({ path }) => path !== 'src/config/definitions.ts')
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    .sort((a, b) => b.lines - a.lines)
    .slice(0, 5)
  process.stdout.write(`longest: ${long.map(({ path, lines }) => `${path} ${lines}`).join(', ')}\n`)
  expect(long[0]?.lines).toBeLessThan(700)
})
