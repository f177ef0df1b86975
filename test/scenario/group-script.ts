import type { JoinAnswer, LeaveAnswer, SyncAnswer } from '../../src/coordination/index.ts'
import type { ErrorName } from '../../src/protocol/index.ts'
import { GroupStage, subscription } from '../kit/group-stage.ts'
import { turn } from '../kit/virtual-time.ts'

interface Client {
  memberId: string
  generationId: number
  instance: string | null
  readonly protocols: readonly string[]
}

/** Runs the commands of a scenario and tells what came of them, in the names that the scenario uses. */
export class GroupScript {
  #stage = new GroupStage()
  readonly #clients = new Map<string, Client>()
  readonly #names = new Map<string, string>()
  #events: (string | (() => string))[] = []

  async run(lines: readonly string[]): Promise<string> {
    this.#events = []
    for (const line of lines) {
      const [command = '', ...words] = line.split(/\s+/)
      const options = new Map(
        words.filter((word) => word.includes('=')).map((word) => word.split('=', 2) as [string, string])
      )
      const names = words.filter((word) => !word.includes('='))
      await this.#one(command, names, options)
      await turn()
    }
    if (this.#events.length === 0) return '(nothing)'
    // Told at the end, when every member that joined has got its name.
    return this.#events.map((event) => (typeof event === 'string' ? event : event())).join('\n')
  }

  async #one(command: string, names: readonly string[], options: ReadonlyMap<string, string>): Promise<void> {
    switch (command) {
      case 'config':
        for (const [name, value] of options) this.#stage.configs[name] = Number(value)
        return
      case 'join':
        for (const name of names) this.#join(name, options)
        return
      case 'sync':
        for (const name of names) this.#sync(name, options.get('assign'))
        return
      case 'heartbeat':
        for (const name of names) this.#say(name, 'heartbeat', this.#stage.heartbeat(this.#client(name)))
        return
      case 'leave':
        return this.#leave(names)
      case 'remove-instance':
        return this.#removeInstance(names[0] ?? '')
      case 'commit':
        return this.#commit(names)
      case 'fetch':
        this.#events.push(`${names[0]}: ${await this.#stage.fetch(names[0] ?? '', 0)}`)
        return
      case 'advance':
        return this.#stage.time.advance(Number(names[0]?.replace('s', '')) * 1000)
      case 'restart':
        return this.#stage.restart()
      case 'refuse-appends':
        this.#stage.partition.refusal = (names[0] ?? null) as ErrorName | null
        return
      case 'accept-appends':
        this.#stage.partition.refusal = null
        return
      case 'show':
        return this.#show()
      default:
        throw new Error(`no such command: ${command}`)
    }
  }

  #client(name: string): Client {
    const client = this.#clients.get(name)
    if (client === undefined) throw new Error(`${name} has not joined`)
    return client
  }

  #say(name: string, what: string, text: string): void {
    this.#events.push(`${name} ${what}: ${text}`)
  }

  #nameOf(memberId: string): string {
    return this.#names.get(memberId) ?? (memberId === '' ? '-' : 'somebody')
  }

  #join(name: string, options: ReadonlyMap<string, string>): void {
    const known = this.#clients.get(name)
    const protocols = options.get('protocols')?.split(',') ?? known?.protocols ?? ['range']
    const instance = options.get('instance') ?? known?.instance ?? null
    const memberId = options.get('as') === 'new' ? '' : (known?.memberId ?? '')
    const client = { memberId, generationId: known?.generationId ?? -1, instance, protocols }
    this.#clients.set(name, client)
    const answer = this.#stage.join({
      memberId,
      groupInstanceId: instance,
      clientId: name,
      protocols: protocols.map((protocol) => ({
        name: protocol,
        metadata: subscription('t', ...(options.has('topics') ? [options.get('topics') ?? ''] : []))
      })),
      sessionTimeoutMs: Number(options.get('session') ?? 10) * 1000,
      rebalanceTimeoutMs: Number(options.get('rebalance') ?? 20) * 1000,
      requiresKnownMemberId: options.get('version') === '4'
    })
    void answer.then((joined) => this.#joined(name, client, joined))
  }

  #joined(name: string, client: Client, answer: JoinAnswer): void {
    if (answer.error === 'NONE' || answer.error === 'MEMBER_ID_REQUIRED') {
      client.memberId = answer.memberId
      client.generationId = answer.generationId
      if (!this.#names.has(answer.memberId)) {
        const taken = new Set(this.#names.values())
        let shown = name
        while (taken.has(shown)) shown += "'"
        this.#names.set(answer.memberId, shown)
      }
    }
    if (answer.error !== 'NONE') {
      this.#say(name, 'join', answer.error)
      return
    }
    const { generationId, protocolName, leader, skipAssignment } = answer
    this.#events.push(() => {
      const members = answer.members.map(({ memberId }) => this.#nameOf(memberId)).sort()
      const led = members.length === 0 ? `led by ${this.#nameOf(leader)}` : `leader of ${members.join(',')}`
      return `${name} join: generation ${generationId} ${protocolName} ${led}${skipAssignment ? ' (skips the assignment)' : ''}`
    })
  }

  #sync(name: string, assign: string | undefined): void {
    const client = this.#client(name)
    const assignments = Object.fromEntries(
      (assign ?? '')
        .split(',')
        .filter((part) => part !== '')
        .map((part) => part.split(':') as [string, string])
        .map(([to, what]) => [this.#client(to).memberId, what])
    )
    void this.#stage.sync(client, assignments).then((answer) => this.#synced(name, answer))
  }

  #synced(name: string, answer: SyncAnswer): void {
    this.#say(name, 'sync', answer.error === 'NONE' ? `"${Buffer.from(answer.assignment)}"` : answer.error)
  }

  #leave(names: readonly string[]): void {
    const members = names.map((name) => ({
      memberId: this.#client(name).memberId,
      groupInstanceId: this.#client(name).instance,
      reason: null
    }))
    const answer = leftAtOnce(this.#stage.coordinator.leave('g', members))
    for (const [index, name] of names.entries()) this.#say(name, 'leave', answer.members[index]?.error ?? answer.error)
  }

  #removeInstance(instance: string): void {
    const members = [{ memberId: '', groupInstanceId: instance, reason: null }]
    const answer = leftAtOnce(this.#stage.coordinator.leave('g', members))
    this.#events.push(`remove ${instance}: ${answer.members[0]?.error ?? answer.error}`)
  }

  async #commit([name = '', topic = '', offset = '0']: readonly string[]): Promise<void> {
    this.#say(
      name,
      'commit',
      await this.#stage.commit(topic, 0, Number(offset), name === '-' ? {} : this.#client(name))
    )
  }

  #show(): void {
    const group = this.#stage.coordinator.describe('g')
    const members = group.members.map(
      ({ memberId, assignment }) =>
        `${this.#nameOf(memberId)}${assignment.length > 0 ? `:"${Buffer.from(assignment)}"` : ''}`
    )
    this.#events.push(`${group.state} [${members.sort().join(' ')}]`)
  }
}

/** Members of a classic group leave in the turn of the call. */
function leftAtOnce(answer: LeaveAnswer | Promise<LeaveAnswer>): LeaveAnswer {
  if (answer instanceof Promise) throw new Error('a classic group does not make anybody wait who leaves')
  return answer
}
