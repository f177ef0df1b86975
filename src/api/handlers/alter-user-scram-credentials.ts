import { deletionFault, upsertionFault } from '../../controller/index.ts'
import { errorCodes, type Failure, failed } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

const repeated = failed('DUPLICATE_RESOURCE', 'A user credential cannot be altered twice in the same request')

/**
 * AlterUserScramCredentials (51): stores and deletes credentials, one per user and request (KIP-554). They are stored and
 * described, but cannot be used to authenticate yet, which the log says. Source:
 * org.apache.kafka.controller.ScramControlManager#alterCredentials.
 */
export const alterUserScramCredentials: Handler<'AlterUserScramCredentials'> = async (request, context) => {
  const { deletions, upsertions } = request
  const faults = new Map<string, Failure | null>()
  const isAllowed = mayOnCluster(context, 'ALTER')
  const judge = (name: string, faultOf: () => Failure | null) => {
    // Only the first error of a user is reported.
    if (faults.get(name)) return
    faults.set(name, faults.has(name) ? repeated : faultOf())
  }
  const notAllowed = failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
  for (const deletion of deletions)
    judge(deletion.name, () => (isAllowed ? deletionFault(context.image, deletion) : notAllowed))
  for (const upsertion of upsertions) judge(upsertion.name, () => (isAllowed ? upsertionFault(upsertion) : notAllowed))
  const good = [...faults].filter(([, fault]) => fault === null)
  const alter = async (user: string) => {
    const ofUser = ({ name }: { readonly name: string }) => name === user
    const change = { deletions: deletions.filter(ofUser), upsertions: upsertions.filter(ofUser) }
    faults.set(user, await context.alterCredentials(user, change))
  }
  await Promise.all(good.map(([user]) => alter(user)))
  if (good.length > 0)
    context.log.warn('SCRAM credentials changed; they are stored and can be described, but no listener checks them yet')
  return {
    results: [...faults].map(([user, fault]) => ({
      user,
      errorCode: fault === null ? 0 : errorCodes[fault.error],
      errorMessage: fault?.message ?? null
    }))
  }
}
