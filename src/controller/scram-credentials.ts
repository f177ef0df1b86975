/*
 * SCRAM credentials of users (KIP-554): validation and stored form. Does not authenticate: the listeners do not support SASL yet.
 * Source: org.apache.kafka.controller.ScramControlManager, org.apache.kafka.common.security.scram.internals.ScramFormatter.
 */
import { createHash, createHmac } from 'node:crypto'
import { keys, type MetadataImage } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { changeMetadata, type MetadataHost } from './write-metadata.ts'

interface Mechanism {
  readonly name: string
  readonly hash: string
}

/** Kafka's codes of SCRAM mechanisms (org.apache.kafka.clients.admin.ScramMechanism). */
const mechanisms: ReadonlyMap<number, Mechanism> = new Map([
  [1, { name: 'SCRAM-SHA-256', hash: 'sha256' }],
  [2, { name: 'SCRAM-SHA-512', hash: 'sha512' }]
])
const iterationsMin = 4_096
const iterationsMax = 16_384

interface Deletion {
  readonly name: string
  readonly mechanism: number
}

interface Upsertion extends Deletion {
  readonly iterations: number
  readonly salt: Uint8Array
  readonly saltedPassword: Uint8Array
}

export interface CredentialChange {
  readonly deletions: readonly Deletion[]
  readonly upsertions: readonly Upsertion[]
}

export interface CredentialInfo {
  readonly mechanism: number
  readonly iterations: number
}

/** The mechanisms of a user with their iterations; empty for a user without credentials. */
export function credentialsOf(image: MetadataImage, user: string): CredentialInfo[] {
  const values = image.configs('users', user)
  return [...mechanisms].flatMap(([mechanism, { name }]) => {
    const value = values.get(name)
    return value === undefined ? [] : [{ mechanism, iterations: Number(/iterations=(\d+)/.exec(value)?.[1]) }]
  })
}

export const usersWithCredentials = (image: MetadataImage): string[] => image.configNames('users')

export function deletionFault(image: MetadataImage, { name, mechanism }: Deletion): Failure | null {
  const fault = nameFault(name) ?? mechanismFault(mechanism)
  if (fault !== null) return fault
  return credentialsOf(image, name).some((known) => known.mechanism === mechanism)
    ? null
    : failed('RESOURCE_NOT_FOUND', 'Attempt to delete a user credential that does not exist')
}

export function upsertionFault({ name, mechanism, iterations, saltedPassword }: Upsertion): Failure | null {
  const fault = nameFault(name) ?? mechanismFault(mechanism)
  if (fault !== null) return fault
  if (iterations < iterationsMin) return failed('UNACCEPTABLE_CREDENTIAL', 'Too few iterations')
  if (iterations > iterationsMax) return failed('UNACCEPTABLE_CREDENTIAL', 'Too many iterations')
  // A key cannot be derived from an empty value; Kafka fails here.
  return saltedPassword.length === 0 ? failed('UNKNOWN_SERVER_ERROR') : null
}

const nameFault = (name: string) =>
  name === '' ? failed('UNACCEPTABLE_CREDENTIAL', 'Username must not be empty') : null
const mechanismFault = (mechanism: number) =>
  mechanisms.has(mechanism) ? null : failed('UNSUPPORTED_SASL_MECHANISM', 'Unknown SCRAM mechanism')

/** Stores only what is needed to verify a client, not the salted password, which would be enough to log in. */
function stored({ hash }: Mechanism, { salt, saltedPassword, iterations }: Upsertion): string {
  const hmac = (text: string) => createHmac(hash, saltedPassword).update(text).digest()
  const storedKey = createHash(hash).update(hmac('Client Key')).digest()
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return `salt=${base64(salt)},stored_key=${base64(storedKey)},server_key=${base64(hmac('Server Key'))},iterations=${iterations}`
}

/**
 * Changes the credentials of one user; upsertions must be valid. Resolves with null once everyone sees them, or with the reason
 * why not, such as a credential to delete that does not exist.
 */
export function alterCredentials(
  host: MetadataHost,
  user: string,
  { deletions, upsertions }: CredentialChange
): Promise<Failure | null> {
  const key = keys.config('users', user)
  return changeMetadata(host, () => {
    for (const deletion of deletions) {
      const fault = deletionFault(host.image, deletion)
      if (fault !== null) return fault
    }
    const values = new Map<string, string>(host.image.configs('users', user))
    for (const { mechanism } of deletions) values.delete(mechanisms.get(mechanism)?.name ?? '')
    for (const upsertion of upsertions) {
      const mechanism = mechanisms.get(upsertion.mechanism)
      if (mechanism !== undefined) values.set(mechanism.name, stored(mechanism, upsertion))
    }
    return {
      compare: [{ key, modRevision: host.image.configRevision('users', user) }],
      operations: [
        values.size === 0 ? { delete: key } : { put: key, value: JSON.stringify(Object.fromEntries(values)) }
      ]
    }
  })
}
