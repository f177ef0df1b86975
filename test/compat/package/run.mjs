// What a user gets: the packed file, installed into an empty folder elsewhere; run, embedded, type-checked, and once more
// without its optional packages. Needs only npm.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { corpus, exec, expectEqualLines, expectMatch, need, root, scratch, serve } from '../kit.mjs'

const packagesMax = 40
const bytesMax = 20 * 1024 * 1024
const address = /^(127\.0\.0\.1:\d+)$/
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd']
const lines = corpus().slice(0, 2000)
const input = `${lines.join('\n')}\n`
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

export async function prepare() {
  need('npm')
  need('npx')
  const folder = scratch('package')
  const { stdout } = await exec('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root })
  const packed = join(folder, stdout.trim().split('\n').at(-1) ?? '')
  const installed = join(folder, 'installed')
  emptyProject(installed)
  // What a user's npm does, with the settings that this repository gives it.
  if (existsSync(join(root, '.npmrc'))) cpSync(join(root, '.npmrc'), join(installed, '.npmrc'))
  await exec('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', packed], { cwd: installed })
  const portable = join(folder, 'portable')
  cpSync(installed, portable, { recursive: true })
  for (const name of Object.keys(manifest.optionalDependencies)) {
    rmSync(join(portable, 'node_modules', name), { recursive: true, force: true })
  }
  return { installed, portable }
}

function emptyProject(folder) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "name": "elsewhere", "private": true, "type": "module" }\n')
}

/** How many packages there are under a node_modules, and the bytes of all files. */
function sizeOf(folder) {
  const found = { packages: 0, bytes: 0 }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stat = statSync(join(folder, name))
    // What it takes on the disk, where the system says so.
    if (stat.isFile()) found.bytes += Math.max(stat.size, (stat.blocks ?? 0) * 512)
    const isPackage = /(?:^|[\\/]node_modules[\\/])(?:@[^\\/]+[\\/])?[^@.\\/][^\\/]*[\\/]package\.json$/.test(name)
    if (isPackage) found.packages++
  }
  return found
}

/** The command of an installed tree as npx finds it. */
const npx = (cwd, args, options) => exec('npx', ['--offline', 'ottla', ...args], { cwd, ...options })

/** The same without npx, which is slow to start. */
const main = (cwd) => join(cwd, 'node_modules', 'ottla', 'dist', 'cli', 'main.js')
const ottla = (cwd, args, options) => exec(process.execPath, [main(cwd), ...args], { cwd, ...options })

const start = (cwd) => serve(process.execPath, [main(cwd), 'start', '--port', '0', '--memory'], address)

/** Every codec, written by one tree and read by the others: a codec that only understands itself does not pass. */
async function roundTrips(server, writer, readers) {
  const bootstrap = ['--bootstrap', server.match[1]]
  for (const codec of codecs) {
    const topic = `${codec}-by-${writer.split('/').at(-1)}`
    await ottla(writer, ['produce', topic, '--codec', codec, ...bootstrap], { input })
    for (const reader of readers) {
      const args = ['consume', topic, '--from', 'beginning', '--count', String(lines.length), ...bootstrap]
      expectEqualLines((await ottla(reader, args)).stdout, lines, `${codec}, written by ${writer}, read by ${reader}`)
    }
  }
}

const embedded = `
import { Ottla } from 'ottla'
const broker = await Ottla.start({ memory: true, topics: [{ name: 'orders', partitions: 3 }] })
console.log('serving on ' + broker.bootstrap)
await broker.stop()
`

const typed = `
import { Ottla, OttlaError, type Logger, type OttlaOptions } from 'ottla'
const log: Logger | undefined = undefined
const options: OttlaOptions = { memory: true, topics: [{ name: 'orders', partitions: 3 }], config: { 'log.retention.ms': 1000 }, log }
export async function run(): Promise<string> {
  try {
    await using broker = await Ottla.start(options)
    const port: number = broker.port
    return broker.bootstrap + port.toFixed()
  } catch (error) {
    if (error instanceof OttlaError) return error.code
    throw error
  }
}
// @ts-expect-error
export const wrong: Promise<Ottla> = Ottla.start({ memory: 'yes' })
`

async function embeds(folder) {
  writeFileSync(join(folder, 'embedded.js'), embedded)
  const { stdout } = await exec(process.execPath, ['embedded.js'], { cwd: folder, timeoutMs: 60_000 })
  expectMatch(stdout, /^serving on 127\.0\.0\.1:\d+\n$/, 'embedded')
}

export const checks = {
  [`at most ${packagesMax} packages and ${bytesMax >> 20} MB`]: ({ installed }) => {
    const { packages, bytes } = sizeOf(join(installed, 'node_modules'))
    console.log(`        ${packages} packages, ${(bytes / 1024 / 1024).toFixed(1)} MB`)
    if (packages > packagesMax || bytes > bytesMax) throw new Error('the installed tree has grown too large')
    if (packages < 2) throw new Error('the packages were not counted')
    // Sources, tests and caches are nobody's business there.
    const shipped = readdirSync(join(installed, 'node_modules', 'ottla'))
      .sort()
      .join(' ')
    if (shipped !== 'CHANGELOG.md CONTRIBUTING.md LICENSE README.md SECURITY.md dist docs package.json')
      throw new Error(`it ships ${shipped}`)
  },
  'npx ottla: version, help, start, produce, consume, verify': async ({ installed }) => {
    const { stdout } = await npx(installed, ['--version'])
    if (stdout.trim() !== manifest.version) throw new Error(`--version says ${stdout}`)
    expectMatch((await npx(installed, ['--help'])).stdout, /produce[\s\S]*verify/, '--help')
    // Npx passes no signal on: its whole group is told, as a terminal does.
    const options = { cwd: installed, ownGroup: true }
    const args = ['--offline', 'ottla', 'start', '--port', '0', '--memory']
    const server = await serve('npx', args, address, options)
    try {
      const bootstrap = ['--bootstrap', server.match[1]]
      await npx(installed, ['produce', 'orders', ...bootstrap], { input: 'one\ntwo é\n' })
      const read = await npx(installed, ['consume', 'orders', '--from', 'beginning', '--count', '2', ...bootstrap])
      expectEqualLines(read.stdout, ['one', 'two é'], 'consume')
      const { stdout: verified } = await npx(installed, ['verify', '--only', 'ApiVersions', ...bootstrap])
      expectMatch(verified, /^[1-9]\d* passed, 0 failed/m, 'verify')
    } finally {
      await server.stop()
    }
  },
  'embedded: import, start, stop, and the process ends by itself': ({ installed }) => embeds(installed),
  'the types that it ships are right for a strict TypeScript program': async ({ installed }) => {
    writeFileSync(join(installed, 'typed.ts'), typed)
    const options = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      module: 'NodeNext',
      target: 'ES2023',
      lib: ['ES2023', 'ESNext.Disposable'],
      types: ['node'],
      typeRoots: [join(root, 'node_modules', '@types')],
      skipLibCheck: false
    }
    writeFileSync(join(installed, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['typed.ts'] }))
    await exec(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', installed])
  },
  'every codec, produced and consumed': async ({ installed }) => {
    const server = await start(installed)
    try {
      await roundTrips(server, installed, [installed])
    } finally {
      await server.stop()
    }
  },
  'without the optional packages: every codec, both ways between the two trees': async ({ installed, portable }) => {
    for (const name of Object.keys(manifest.optionalDependencies)) {
      const probe = ['-e', `require.resolve(${JSON.stringify(name)})`]
      const { code } = await exec(process.execPath, probe, { cwd: portable, okCodes: [0, 1] })
      if (code === 0) throw new Error(`${name} is still there`)
    }
    for (const serverOf of [portable, installed]) {
      const server = await start(serverOf)
      try {
        await roundTrips(server, portable, [portable, installed])
        await roundTrips(server, installed, [portable])
        const bootstrap = ['--bootstrap', server.match[1]]
        const { stdout } = await ottla(portable, ['verify', '--only', 'produce', ...bootstrap])
        expectMatch(stdout, /^[1-9]\d* passed, 0 failed/m, 'verify')
      } finally {
        await server.stop()
      }
    }
    await embeds(portable)
  }
}
