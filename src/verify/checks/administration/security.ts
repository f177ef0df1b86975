import type { ErrorName, RequestInputMap } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { deafClose, framed } from '../../dialogue/raw.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const aclApis = ['DescribeAcls', 'CreateAcls', 'DeleteAcls'] as const
type AclApi = (typeof aclApis)[number]

function aclBody(api: AclApi, version: number, resourceType = 2): RequestInputMap[AclApi] {
  const filter = {
    resourceTypeFilter: resourceType,
    resourceNameFilter: 'x',
    ...(version >= 1 ? { patternTypeFilter: 3 } : {}),
    principalFilter: null,
    hostFilter: null,
    operation: 2,
    permissionType: 3
  }
  if (api === 'DescribeAcls') return filter
  if (api === 'DeleteAcls') return { filters: [filter, filter] }
  const acl = {
    resourceType,
    resourceName: 'x',
    ...(version >= 1 ? { resourcePatternType: 3 } : {}),
    principal: 'User:a',
    host: '*',
    operation: 2,
    permissionType: 3
  }
  return { creations: [acl, acl] }
}

/** Errors of an answer, whatever it calls its parts. */
async function aclErrors(t: Trial, api: AclApi, version: number): Promise<readonly number[]> {
  if (api === 'DescribeAcls') {
    const answer = await t.call(api, version, aclBody(api, version) as RequestInputMap['DescribeAcls'])
    equal(answer.resources, [], 'resources')
    return [answer.errorCode]
  }
  if (api === 'CreateAcls') {
    const answer = await t.call(api, version, aclBody(api, version) as RequestInputMap['CreateAcls'])
    return answer.results.map(({ errorCode }) => errorCode)
  }
  const answer = await t.call(api, version, aclBody(api, version) as RequestInputMap['DeleteAcls'])
  return answer.filterResults.map(({ errorCode }) => errorCode)
}

const tokenApis: readonly {
  readonly api: 'CreateDelegationToken' | 'RenewDelegationToken' | 'ExpireDelegationToken' | 'DescribeDelegationToken'
  readonly to: number
  readonly ask: (t: Trial, version: number) => Promise<{ readonly errorCode: number }>
}[] = [
  {
    api: 'CreateDelegationToken',
    to: 3,
    ask: (t, version) => t.call('CreateDelegationToken', version, { renewers: [], maxLifetimeMs: -1n })
  },
  {
    api: 'RenewDelegationToken',
    to: 2,
    ask: (t, version) => t.call('RenewDelegationToken', version, { hmac: Buffer.from('x'), renewPeriodMs: -1n })
  },
  {
    api: 'ExpireDelegationToken',
    to: 2,
    ask: (t, version) => t.call('ExpireDelegationToken', version, { hmac: Buffer.from('x'), expiryTimePeriodMs: -1n })
  },
  {
    api: 'DescribeDelegationToken',
    to: 3,
    ask: (t, version) => t.call('DescribeDelegationToken', version, { owners: null })
  }
]

async function alterUser(t: Trial, name: string, more: Partial<{ mechanism: number; iterations: number }> = {}) {
  const upsertion = {
    name,
    mechanism: 1,
    iterations: 4096,
    salt: Buffer.from('salt'),
    saltedPassword: Buffer.alloc(32, 7),
    ...more
  }
  const answer = await t.call('AlterUserScramCredentials', 0, { deletions: [], upsertions: [upsertion] })
  return only(answer.results, 'users')
}

async function dropUser(t: Trial, name: string, mechanism = 1) {
  const answer = await t.call('AlterUserScramCredentials', 0, { deletions: [{ name, mechanism }], upsertions: [] })
  return only(answer.results, 'users')
}

const refusedUsers: readonly (readonly [
  what: string,
  error: ErrorName,
  more: Partial<{ mechanism: number; iterations: number }>
])[] = [
  ['too few iterations', 'UNACCEPTABLE_CREDENTIAL', { iterations: 4095 }],
  ['too many iterations', 'UNACCEPTABLE_CREDENTIAL', { iterations: 16_385 }],
  ['a mechanism that does not exist', 'UNSUPPORTED_SASL_MECHANISM', { mechanism: 9 }]
]

/** What a broker answers whose listener asks nobody who he is and that has no authorizer. */
export const securityOff: Check[] = [
  ...aclApis.flatMap((api) =>
    atEveryVersion({
      api,
      from: 0,
      to: 3,
      kafka43: [1, 3],
      says: 'is answered SECURITY_DISABLED without an authorizer',
      async run(t, version) {
        const errors = await aclErrors(t, api, version)
        equal(errors, api === 'DescribeAcls' ? [54] : [54, 54], 'errors')
      }
    })
  ),
  ...aclApis.map(
    (api): Check => ({
      name: `${api} with a resource type of 0 cannot be read: the connection is closed`,
      api,
      versions: [2, 2],
      async run(t) {
        t.need(api, 2)
        await deafClose(t, framed(api, 2, aclBody(api, 2, 0) as never))
      }
    })
  ),
  ...atEveryVersion({
    api: 'SaslHandshake',
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'is answered ILLEGAL_SASL_STATE where there is no SASL',
    async run(t, version) {
      for (const mechanism of ['PLAIN', '']) {
        const answer = await t.call('SaslHandshake', version, { mechanism })
        errorIs(answer.errorCode, 'ILLEGAL_SASL_STATE', 'error')
        equal(answer.mechanisms, [], 'mechanisms')
      }
    }
  }),
  ...atEveryVersion({
    api: 'SaslAuthenticate',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'is answered ILLEGAL_SASL_STATE where there is no SASL',
    async run(t, version) {
      const answer = await t.call('SaslAuthenticate', version, { authBytes: Buffer.from('x') })
      errorIs(answer.errorCode, 'ILLEGAL_SASL_STATE', 'error')
      equal(answer.authBytes, Buffer.alloc(0), 'bytes')
    }
  }),
  ...tokenApis.flatMap(({ api, to, ask }) =>
    atEveryVersion({
      api,
      from: 0,
      to,
      kafka43: [1, to],
      says: 'is answered DELEGATION_TOKEN_REQUEST_NOT_ALLOWED to a client that did not authenticate',
      async run(t, version) {
        errorIs((await ask(t, version)).errorCode, 'DELEGATION_TOKEN_REQUEST_NOT_ALLOWED', 'error')
      }
    })
  ),
  {
    name: 'CreateDelegationToken v3 names the owner that is asked for and who asked',
    api: 'CreateDelegationToken',
    versions: [3, 3],
    kip: 'KIP-373',
    async run(t) {
      const answer = await t.call('CreateDelegationToken', 3, {
        ownerPrincipalType: 'User',
        ownerPrincipalName: 'bob',
        renewers: [],
        maxLifetimeMs: 1000n
      })
      equal(
        [answer.principalName, answer.tokenRequesterPrincipalName, answer.expiryTimestampMs],
        ['bob', 'ANONYMOUS', -1n],
        'owner, requester, expiry'
      )
    }
  },
  {
    name: 'AlterUserScramCredentials stores a credential that DescribeUserScramCredentials tells of, and deletes it',
    api: 'AlterUserScramCredentials',
    versions: [0, 0],
    kip: 'KIP-554',
    async run(t) {
      const name = t.uniqueName('user')
      errorIs((await alterUser(t, name, { iterations: 16_384 })).errorCode, 'NONE', 'error')
      const users = [{ name }]
      const told = await t.until('the credential', async () => {
        const answer = await t.quietly('DescribeUserScramCredentials', { users })
        return answer.results[0]?.errorCode === 0 && answer.results[0]
      })
      equal([told.user, told.credentialInfos], [name, [{ mechanism: 1, iterations: 16_384 }]], 'credential')
      errorIs((await dropUser(t, name, 2)).errorCode, 'RESOURCE_NOT_FOUND', 'error of the other mechanism')
      errorIs((await dropUser(t, name)).errorCode, 'NONE', 'error of the deletion')
      errorIs((await dropUser(t, name)).errorCode, 'RESOURCE_NOT_FOUND', 'error of the second deletion')
    }
  },
  ...refusedUsers.map(
    ([what, error, more]): Check => ({
      name: `AlterUserScramCredentials with ${what} is answered ${error}`,
      api: 'AlterUserScramCredentials',
      versions: [0, 0],
      kip: 'KIP-554',
      async run(t) {
        errorIs((await alterUser(t, t.uniqueName('user'), more)).errorCode, error, 'error')
      }
    })
  ),
  {
    name: 'AlterUserScramCredentials refuses one user twice, and one without a name',
    api: 'AlterUserScramCredentials',
    versions: [0, 0],
    kip: 'KIP-554',
    async run(t) {
      const name = t.uniqueName('user')
      const one = { name, iterations: 4096, salt: Buffer.from('s'), saltedPassword: Buffer.alloc(32, 7) }
      const upsertions = [1, 2].map((mechanism) => ({ ...one, mechanism }))
      const answer = await t.call('AlterUserScramCredentials', 0, { deletions: [], upsertions })
      errorIs(only(answer.results, 'users').errorCode, 'DUPLICATE_RESOURCE', 'error')
      errorIs((await alterUser(t, '')).errorCode, 'UNACCEPTABLE_CREDENTIAL', 'error of no name')
    }
  },
  {
    name: 'DescribeUserScramCredentials answers RESOURCE_NOT_FOUND for who is not there, DUPLICATE_RESOURCE for who is named twice',
    api: 'DescribeUserScramCredentials',
    versions: [0, 0],
    kip: 'KIP-554',
    async run(t) {
      const [one, two] = [t.uniqueName('user'), t.uniqueName('user')]
      const users = [one, two, two].map((name) => ({ name }))
      const answer = await t.call('DescribeUserScramCredentials', 0, { users })
      errorIs(answer.errorCode, 'NONE', 'error')
      const errors = new Map(answer.results.map(({ user, errorCode }) => [user, errorCode]))
      errorIs(errors.get(one), 'RESOURCE_NOT_FOUND', 'error of the first')
      errorIs(errors.get(two), 'DUPLICATE_RESOURCE', 'error of the second')
    }
  }
]
