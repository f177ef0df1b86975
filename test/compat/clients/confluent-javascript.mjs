// @confluentinc/kafka-javascript: librdkafka for Node, with an interface like that of kafkajs.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cache, exec, has, Skip } from '../kit.mjs'

const version = '1.10.1'

/** The headers of this Node, where they lie beside it: node-gyp would fetch them otherwise. */
const nodeFolder = join(dirname(process.execPath), '..')

/**
 * The package has librdkafka's source in it. With the libraries of this machine that is all that it is built of; linked statically it
 * would fetch those too.
 */
async function build(folder) {
  const isReady =
    existsSync(join(nodeFolder, 'include', 'node', 'node.h')) && has('g++') && has('make') && has('python3')
  if (!isReady)
    throw new Skip('@confluentinc/kafka-javascript: no binary to be had, and no compiler or headers of Node')
  const { stdout } = await exec('npm', ['root', '--global'])
  const gyp = join(stdout.trim(), 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')
  await exec(process.execPath, [gyp, 'rebuild', `--nodedir=${nodeFolder}`], {
    cwd: folder,
    env: { CKJS_LINKING: 'dynamic' },
    timeoutMs: 900_000
  })
}

async function install() {
  const modules = cache('confluent-javascript')
  const folder = join(modules, 'node_modules', '@confluentinc', 'kafka-javascript')
  const built = join(folder, 'build', 'Release', 'confluent-kafka-javascript.node')
  if (!existsSync(built)) {
    try {
      const args = ['--prefix', modules, '--no-audit', '--no-fund', '--ignore-scripts']
      await exec('npm', ['install', ...args, `@confluentinc/kafka-javascript@${version}`], { timeoutMs: 300_000 })
      const preGyp = join(modules, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp')
      await exec(process.execPath, [preGyp, 'install'], { cwd: folder }).catch(() => build(folder))
    } catch (error) {
      if (error instanceof Skip) throw error
      throw new Skip(`@confluentinc/kafka-javascript could not be installed: ${String(error).slice(0, 300)}`)
    }
  }
  return { OTTLA_COMPAT_MODULES: modules }
}

/** @type {Promise<NodeJS.ProcessEnv> | undefined} */
let installed

/**
 * Installs the package with its binary, or builds it, which takes minutes; once for all who ask.
 * @returns {Promise<NodeJS.ProcessEnv>} for a script that takes it from there
 */
export function installConfluentJavascript() {
  installed ??= install()
  return installed
}
