// The recipes of docs/recipes/ as they stand there: each file of a page is written into a project that has the packed file
// installed, and the page's own test runner runs it.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { keepRunning, sleep, within } from '../killing.mjs'
import { cache, exec, expectMatch, here, need, root, Skip, scratch, startOttla } from '../kit.mjs'

/** The named blocks of a page: a line that ends in a colon and begins with a file's name in backquotes, then the block. */
export function filesOf(page) {
  const text = readFileSync(join(root, 'docs', 'recipes', page), 'utf8')
  const blocks = [...text.matchAll(/^`([\w./-]+\.\w+)`.*\n(?:.+\n)*\n```\w+\n([\s\S]*?)^```$/gm)]
  if (blocks.length === 0) throw new Error(`${page} has no files`)
  return blocks.map(([, name, content]) => ({ name, content }))
}

export async function prepare() {
  need('npm')
  const folder = scratch('recipes')
  const { stdout } = await exec('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root
  })
  return { folder, packed: join(folder, stdout.trim().split('\n').at(-1) ?? '') }
}

/** A project with the package and the files of a page. */
async function projectOf({ folder, packed }, page, manifest = {}) {
  const project = join(folder, page.replace('.md', ''))
  mkdirSync(project, { recursive: true })
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'shop', private: true, ...manifest }))
  await exec('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--save-dev', packed], {
    cwd: project,
    timeoutMs: 300_000
  })
  for (const { name, content } of filesOf(page)) {
    mkdirSync(dirname(join(project, name)), { recursive: true })
    writeFileSync(join(project, name), content)
  }
  return project
}

/** What this machine cannot install is skipped; what is wrong with a recipe shows after that. */
async function orSkip(what, install) {
  try {
    return await install()
  } catch (error) {
    throw new Skip(`${what} could not be installed: ${String(error).slice(-300)}`)
  }
}

/** The Python that has librdkafka and pytest. */
async function pythonWithClient() {
  need('python3')
  const venv = join(cache('recipes'), 'venv')
  const python = join(venv, 'bin', 'python')
  if (!existsSync(join(venv, 'installed')))
    await orSkip('pytest', async () => {
      await exec('python3', ['-m', 'venv', venv])
      await exec(python, ['-m', 'pip', 'install', '-q', 'pytest', 'confluent-kafka==2.6.1'], { timeoutMs: 300_000 })
      writeFileSync(join(venv, 'installed'), '')
    })
  return python
}

/** Each order has one invoice, whenever the job is killed. */
async function exactlyOnce() {
  const python = await pythonWithClient()
  const folder = scratch('exactly-once')
  const page = filesOf('exactly-once.md')
  for (const { name, content } of page) writeFileSync(join(folder, name), content)
  // The page says `npx ottla`: the command of this checkout.
  const cli = join(root, 'dist', 'cli', 'main.js')
  writeFileSync(join(folder, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${cli}" "$@"\n`)
  chmodSync(join(folder, 'npx'), 0o755)
  const broker = await startOttla({ args: ['--topic', 'orders:2', '--topic', 'invoices:2'] })
  const env = { PATH: `${folder}${delimiter}${process.env.PATH}`, OTTLA_BOOTSTRAP: broker.bootstrap }
  const shell = async (name) => {
    const commands = page.find((file) => file.name === name)?.content ?? ''
    return (await exec('sh', ['-ec', commands], { cwd: folder, env })).stdout
  }
  const program = { command: python, args: [join(folder, 'invoices.py')], env: {} }
  const job = keepRunning(program, [broker.bootstrap, 'invoices-1'])
  try {
    for (let round = 1; round <= 4; round++) {
      await shell('write.sh')
      // The last one works to its end.
      if (round < 4) {
        await sleep(round * 400)
        job.kill('SIGKILL')
      }
    }
    const goods = ['tea', 'coffee', 'sugar']
    const wanted = goods.flatMap((one) => Array.from({ length: 4 }, () => `invoice for ${one}`)).sort()
    let read = []
    await within(
      60_000,
      () => `there are ${read.length} invoices of ${wanted.length}; the job said ${job.ended.at(-1) ?? 'nothing'}`,
      async () => {
        read = (await shell('read.sh')).split('\n').slice(0, -1).sort()
        return read.length >= wanted.length
      }
    )
    if (read.join() !== wanted.join()) throw new Error(`the invoices are ${read}`)
    const told = await shell('look.sh')
    expectMatch(told, /invoices-1 +\d+ +\d+ +CompleteCommit/, 'transactions list')
    expectMatch(
      told,
      /no transactions\n[\s\S]*invoices-1: CompleteCommit, coordinator 1, producer \d+ epoch \d+, timeout 10000 ms/,
      'what is open'
    )
    expectMatch(told, /no hanging transactions/, 'find-hanging')
    job.stop()
    expectMatch(await shell('end.sh'), /terminated invoices-1/, 'terminate')
  } finally {
    job.stop()
    await broker.stop()
  }
}

export const checks = {
  'exactly-once.md': exactlyOnce,
  'pytest.md': async (context) => {
    need('python3')
    const project = await projectOf(context, 'pytest.md')
    const python = await pythonWithClient()
    const { stdout } = await exec(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], { cwd: project })
    expectMatch(stdout, /1 passed/, 'pytest')
  },
  'go.md': async (context) => {
    need('go')
    const project = await projectOf(context, 'go.md')
    for (const name of ['go.mod', 'go.sum']) copyFileSync(join(here, 'clients', 'franz-go', name), join(project, name))
    const env = { GOFLAGS: '-mod=mod' }
    await orSkip('franz-go', () => exec('go', ['mod', 'download'], { cwd: project, env, timeoutMs: 300_000 }))
    await exec('go', ['test', '-count=1', '.'], { cwd: project, env, timeoutMs: 300_000 })
  },
  'spring.md': async (context) => {
    need('mvn')
    need('java')
    const project = await projectOf(context, 'spring.md')
    copyFileSync(join(here, 'recipes', 'pom.xml'), join(project, 'pom.xml'))
    const maven = (goal) =>
      exec('mvn', ['-q', '-B', '--no-transfer-progress', goal], { cwd: project, timeoutMs: 560_000 })
    await orSkip('Spring', () => maven('dependency:resolve'))
    await maven('test')
    const report = readFileSync(join(project, 'target', 'surefire-reports', 'shop.OrdersTest.txt'), 'utf8')
    expectMatch(report, /Tests run: 1, Failures: 0, Errors: 0, Skipped: 0/, 'Spring')
  },
  'nestjs.md': async (context) => {
    const jest = { testMatch: ['**/*.spec.ts'], transform: { '^.+\\.ts$': ['ts-jest', {}] }, testEnvironment: 'node' }
    const project = await projectOf(context, 'nestjs.md', { jest })
    const compilerOptions = {
      module: 'commonjs',
      target: 'ES2022',
      strict: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      esModuleInterop: true,
      skipLibCheck: true,
      types: ['node', 'jest']
    }
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    const packages = [
      '@nestjs/common@11',
      '@nestjs/core@11',
      '@nestjs/microservices@11',
      '@nestjs/testing@11',
      'kafkajs@2',
      'reflect-metadata',
      'rxjs@7'
    ]
    const tools = ['jest@30', 'ts-jest@29', 'typescript@5', '@types/jest@30', '@types/node@20']
    await orSkip('NestJS', () =>
      exec('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages, ...tools], {
        cwd: project,
        timeoutMs: 300_000
      })
    )
    const { stderr } = await exec('npx', ['jest', '--forceExit'], { cwd: project, timeoutMs: 120_000 })
    expectMatch(stderr, /1 passed, 1 total/, 'jest')
  }
}
