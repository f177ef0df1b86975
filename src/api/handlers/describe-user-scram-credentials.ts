import { type CredentialInfo, credentialsOf, usersWithCredentials } from '../../controller/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'

/**
 * DescribeUserScramCredentials (50): mechanisms and iterations of the given users, or of all users if null or empty (KIP-554).
 * Source: org.apache.kafka.image.ScramImage#describe.
 */
export const describeUserScramCredentials: Handler<'DescribeUserScramCredentials'> = ({ users }, context) => {
  const { image } = context
  if (!mayOnCluster(context, 'DESCRIBE')) {
    return {
      errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED,
      errorMessage: null,
      // Kafka names no user here.
      results: (users ?? []).map(() => ({
        user: '',
        errorCode: errorCodes.CLUSTER_AUTHORIZATION_FAILED,
        errorMessage: null,
        credentialInfos: []
      }))
    }
  }
  const counts = new Map<string, number>()
  for (const { name } of users ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
  if (counts.size === 0) for (const name of usersWithCredentials(image)) counts.set(name, 1)
  const results = [...counts].map(([user, count]) => ({ user, ...resultOf(user, count, credentialsOf(image, user)) }))
  return { errorCode: 0, errorMessage: '', results }
}

function resultOf(user: string, count: number, credentialInfos: readonly CredentialInfo[]) {
  if (count > 1) {
    return {
      errorCode: errorCodes.DUPLICATE_RESOURCE,
      errorMessage: `Cannot describe SCRAM credentials for the same user twice in a single request: ${user}`,
      credentialInfos: []
    }
  }
  if (credentialInfos.length > 0) return { errorCode: 0, errorMessage: '', credentialInfos }
  return {
    errorCode: errorCodes.RESOURCE_NOT_FOUND,
    errorMessage: `Attempt to describe a user credential that does not exist: ${user}`,
    credentialInfos: []
  }
}
