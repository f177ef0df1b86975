import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

type Entity = readonly (readonly [type: string, name: string | null])[]
type Change = readonly [key: string, value: number | null]
type Component = readonly [type: string, matchType: number, match: string | null]

const entityOf = (entity: Entity) => entity.map(([entityType, entityName]) => ({ entityType, entityName }))
const opOf = ([key, value]: Change) => ({ key, value: value ?? 0, remove: value === null })

async function alter(t: Trial, version: number, entity: Entity, changes: readonly Change[], validateOnly = false) {
  const entries = [{ entity: entityOf(entity), ops: changes.map(opOf) }]
  const answer = await t.call('AlterClientQuotas', version, { entries, validateOnly })
  return only(answer.entries, 'entities')
}

const components = (asked: readonly Component[]) =>
  asked.map(([entityType, matchType, match]) => ({ entityType, matchType, match }))

const refusedQuotas: readonly (readonly [what: string, entity: Entity, change: Change])[] = [
  ['no entity', [], ['producer_byte_rate', 1]],
  ['an unknown type of entity', [['planet', 'x']], ['producer_byte_rate', 1]],
  ['an empty name', [['user', '']], ['producer_byte_rate', 1]],
  [
    'an address with a user',
    [
      ['ip', '127.0.0.1'],
      ['user', 'x']
    ],
    ['connection_creation_rate', 1]
  ],
  ['an unknown quota', [['user', 'x']], ['speed', 1]],
  ['a quota of connections for a user', [['user', 'x']], ['connection_creation_rate', 1]],
  ['a quota of bytes for an address', [['ip', '127.0.0.1']], ['producer_byte_rate', 1]],
  ['an address that is none', [['ip', 'no address']], ['connection_creation_rate', 1]],
  ['0', [['user', 'x']], ['producer_byte_rate', 0]],
  ['a negative value', [['user', 'x']], ['request_percentage', -1]],
  ['a fraction of a byte', [['user', 'x']], ['consumer_byte_rate', 1.5]]
]

const refusedFilters: readonly (readonly [what: string, error: ErrorName, asked: readonly Component[]])[] = [
  ['an unknown type of entity', 'UNSUPPORTED_VERSION', [['planet', 2, null]]],
  ['an empty type of entity', 'INVALID_REQUEST', [['', 2, null]]],
  [
    'one type twice',
    'INVALID_REQUEST',
    [
      ['user', 2, null],
      ['user', 2, null]
    ]
  ],
  [
    'addresses with users',
    'INVALID_REQUEST',
    [
      ['ip', 2, null],
      ['user', 2, null]
    ]
  ],
  ['an unknown kind of match', 'INVALID_REQUEST', [['user', 3, null]]],
  ['an exact match of nothing', 'INVALID_REQUEST', [['user', 0, null]]],
  ['the default with a name', 'INVALID_REQUEST', [['user', 1, 'x']]]
]

export const quotas: Check[] = [
  ...atEveryVersion({
    api: 'AlterClientQuotas',
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'sets quotas that DescribeClientQuotas tells of, and removes them',
    async run(t, version) {
      const [user, client] = [t.uniqueName('user'), t.uniqueName('client')]
      const both: Entity = [
        ['user', user],
        ['client-id', client]
      ]
      const set = await alter(t, version, both, [
        ['producer_byte_rate', 1000],
        ['request_percentage', 12.5]
      ])
      equal([set.errorCode, set.errorMessage], [0, null], 'error')
      const filter = { components: components([['user', 0, user]]), strict: false }
      const told = await t.until('the quotas', async () => {
        const { entries } = await t.quietly('DescribeClientQuotas', filter)
        return entries?.length === 1 && entries
      })
      const values = [...(told[0]?.values ?? [])].sort((one, other) => one.key.localeCompare(other.key))
      equal(
        values.map(({ key, value }) => [key, value]),
        [
          ['producer_byte_rate', 1000],
          ['request_percentage', 12.5]
        ],
        'quotas'
      )
      equal(told[0]?.entity, entityOf([...both].reverse() as Entity), 'entity')
      const strict = await t.quietly('DescribeClientQuotas', { ...filter, strict: true })
      equal(strict.entries, [], 'entities of this user alone')
      const removed = await alter(t, version, both, [
        ['producer_byte_rate', null],
        ['request_percentage', null]
      ])
      errorIs(removed.errorCode, 'NONE', 'error of the removal')
    }
  }),
  {
    name: 'AlterClientQuotas that only validates sets nothing',
    api: 'AlterClientQuotas',
    versions: [1, 1],
    kip: 'KIP-546',
    async run(t) {
      const user = t.uniqueName('user')
      errorIs((await alter(t, 1, [['user', user]], [['producer_byte_rate', 1]], true)).errorCode, 'NONE', 'error')
      const answer = await t.call('DescribeClientQuotas', 1, {
        components: components([['user', 0, user]]),
        strict: false
      })
      equal([answer.errorCode, answer.entries], [0, []], 'quotas')
    }
  },
  ...refusedQuotas.flatMap(([what, entity, change]) =>
    [0, 1].map(
      (version): Check => ({
        name: `AlterClientQuotas v${version} with ${what} is answered INVALID_REQUEST`,
        api: 'AlterClientQuotas',
        versions: [version, version],
        kip: 'KIP-546',
        async run(t) {
          errorIs((await alter(t, version, entity, [change])).errorCode, 'INVALID_REQUEST', 'error')
        }
      })
    )
  ),
  {
    name: 'AlterClientQuotas refuses one quota twice and one entity twice, each once',
    api: 'AlterClientQuotas',
    versions: [1, 1],
    kip: 'KIP-546',
    async run(t) {
      const entity: Entity = [['user', t.uniqueName('user')]]
      const twice = await alter(t, 1, entity, [
        ['producer_byte_rate', 1],
        ['producer_byte_rate', 2]
      ])
      errorIs(twice.errorCode, 'INVALID_REQUEST', 'error of a quota twice')
      const entry = { entity: entityOf(entity), ops: [opOf(['producer_byte_rate', 1])] }
      const answer = await t.call('AlterClientQuotas', 1, { entries: [entry, entry], validateOnly: true })
      errorIs(only(answer.entries, 'entities').errorCode, 'INVALID_REQUEST', 'error of an entity twice')
    }
  },
  ...refusedFilters.flatMap(([what, error, asked]) =>
    [0, 1].map(
      (version): Check => ({
        name: `DescribeClientQuotas v${version} with ${what} is answered ${error}`,
        api: 'DescribeClientQuotas',
        versions: [version, version],
        kip: 'KIP-546',
        async run(t) {
          const answer = await t.call('DescribeClientQuotas', version, {
            components: components(asked),
            strict: false
          })
          errorIs(answer.errorCode, error, 'error')
          equal(answer.entries, null, 'entities')
        }
      })
    )
  )
]
