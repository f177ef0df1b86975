// An etcd of one member beside what is measured, with its data where the benchmarks have theirs.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { etcdMembers } from '../test/compat/etcd/etcd.mjs'
import { has } from '../test/compat/kit.mjs'
import { scratch } from './kit.mjs'

/** Undefined where there is none on this machine. Ends with this process. */
export async function startEtcd() {
  if (!has('etcd')) return undefined
  const directory = scratch('etcd')
  const [member] = await etcdMembers({ directory })
  const { child, exited } = await member.serve()
  process.prependListener('exit', () => child.kill('SIGKILL'))
  return {
    pid: /** @type {number} */ (child.pid),
    address: `127.0.0.1:${member.port}`,
    fileMb: () => statSync(join(directory, member.name, 'member', 'snap', 'db')).size / 2 ** 20,
    kill() {
      child.kill('SIGKILL')
      return exited
    }
  }
}
