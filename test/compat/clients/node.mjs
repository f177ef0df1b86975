import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cache, exec, here, root, Skip } from '../kit.mjs'

const script = (node, name, env = () => ({})) => ({
  produce: ({ bootstrap, topic, lines, codec }) =>
    exec(node(), [join(here, 'clients', name), 'produce', bootstrap, topic, codec], {
      input: `${lines.join('\n')}\n`,
      env: env()
    }),
  consume: async ({ bootstrap, topic, count }) =>
    (await exec(node(), [join(here, 'clients', name), 'consume', bootstrap, topic, String(count)], { env: env() }))
      .stdout
})

export const kafkajs = {
  name: 'kafkajs',
  codec: 'gzip',
  async install() {},
  ...script(() => process.execPath, 'kafkajs.mjs')
}

let newerNode
/** @platformatic/kafka needs a newer Node than the one that we support: the npm package `node` brings one. */
export const platformatic = {
  name: '@platformatic/kafka',
  codec: 'none',
  async install() {
    const folder = cache('platformatic')
    const stamp = join(folder, 'node_modules', '@platformatic', 'kafka', 'package.json')
    const binary = () => createRequire(join(folder, 'x.js')).resolve('node/bin/node')
    if (!existsSync(stamp)) {
      try {
        await exec(
          'npm',
          ['install', '--prefix', folder, '--no-audit', '--no-fund', 'node@24', '@platformatic/kafka@2.12.1'],
          {
            timeoutMs: 300_000,
            shell: process.platform === 'win32'
          }
        )
      } catch (error) {
        throw new Skip(`@platformatic/kafka could not be installed: ${String(error).slice(0, 300)}`)
      }
    }
    newerNode = binary()
  },
  /** For a script of one's own, once it is installed: the Node that it needs, and where its modules are. */
  program: () => ({ node: newerNode, env: { OTTLA_COMPAT_MODULES: cache('platformatic') } }),
  ...script(
    () => newerNode,
    'platformatic.mjs',
    () => ({ OTTLA_COMPAT_MODULES: cache('platformatic') })
  )
}

export const ottlaCli = {
  name: 'ottla produce and consume',
  codec: 'lz4',
  async install() {},
  produce: ({ bootstrap, topic, lines, codec }) =>
    exec(
      process.execPath,
      [join(root, 'dist/cli/main.js'), 'produce', topic, '--bootstrap', bootstrap, '--codec', codec],
      {
        input: `${lines.join('\n')}\n`
      }
    ),
  consume: async ({ bootstrap, topic, count }) =>
    (
      await exec(process.execPath, [
        join(root, 'dist/cli/main.js'),
        ...['consume', topic, '--bootstrap', bootstrap, '--from', 'beginning', '--count', String(count)]
      ])
    ).stdout
}
