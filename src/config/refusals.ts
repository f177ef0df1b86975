/*
 * Settings that are never accepted, because they would promise protection that does not exist.
 */

import { because } from './effects/reasons.ts'
import type { ConfigRow } from './row.ts'
import { brokerTable, isAsking } from './table.ts'

/** Names that are not in Kafka's own table, but are read by its authorizers and older releases. */
const promises: readonly { readonly name: RegExp; readonly why: string; readonly harmless?: RegExp }[] = [
  { name: /^super\.users$/, why: because.noAuthorizer, harmless: /^\s*$/ },
  { name: /^allow\.everyone\.if\.no\.acl\.found$/, why: because.noAuthorizer, harmless: /^\s*true\s*$/i },
  { name: /^delegation\.token\.master\.key$/, why: because.noTokens },
  { name: /^zookeeper\.set\.acl$/, why: because.noAuthorizer, harmless: /^\s*false\s*$/i }
]

/** Parses `listener.name.<listener>.<config>`, where a SASL mechanism may precede the config; undefined for other names. */
export function listenerConfig(name: string): string | undefined {
  const own = /^listener\.name\.[^.]+\.(.+)$/.exec(name)?.[1]
  if (own === undefined || brokerTable.has(own)) return own
  const behindMechanism = own.slice(own.indexOf('.') + 1)
  return brokerTable.has(behindMechanism) ? behindMechanism : own
}

/** Why a setting is refused, as a sentence ending; undefined if it is not. */
export function refusalOf(name: string, value: string): string | undefined {
  const row = brokerTable.get(name)
  if (row !== undefined) return refusedRow(row, value)
  const promise = promises.find((each) => each.name.test(name))
  if (promise !== undefined) return promise.harmless?.test(value) === true ? undefined : promise.why
  const own = listenerConfig(name)
  if (own === undefined) return undefined
  const known = brokerTable.get(own)
  if (known !== undefined) return refusedRow(known, value)
  return /^(?:.*\.)?(?:ssl|sasl)\./.test(own) ? because.noSasl : undefined
}

function refusedRow(row: ConfigRow, value: string): string | undefined {
  if (value.trim() === '' || !isAsking(row, value)) return undefined
  return row.effect.kind === 'refused' ? row.effect.why : undefined
}

/**
 * Environment variables of other Kafka images besides configs: those that ask for TLS or SASL, and the values that ask for
 * nothing.
 */
const promisingVariables: readonly { readonly name: RegExp; readonly asks?: RegExp; readonly why: string }[] = [
  { name: /^KAFKA_OPTS$/, asks: /java\.security\.auth\.login\.config/, why: because.noSasl },
  { name: /^KAFKA_(?:CLIENT|INTER_BROKER|CONTROLLER)_(?:USERS?|PASSWORDS?)(?:_FILE)?$/, why: because.noSasl },
  { name: /^KAFKA_SASL_\w+_FILE$/, why: because.noSasl },
  { name: /^KAFKA_SSL_(?:KEY|KEYSTORE|TRUSTSTORE)_(?:FILENAME|CREDENTIALS)$/, why: because.noTls },
  { name: /^KAFKA_TLS_(?:CLIENT_AUTH|INTER_BROKER_AUTH)$/, asks: /^(?!\s*none\s*$)/i, why: because.noTls },
  { name: /^KAFKA_(?:CERTIFICATE_PASSWORD|TLS_TRUSTSTORE_FILE)$/, why: because.noTls }
]

/** Why a start with this environment variable is refused, like `refusalOf`. An empty variable asks for nothing. */
export function variableRefusalOf(variable: string, value: string): string | undefined {
  if (value.trim() === '') return undefined
  return promisingVariables.find(({ name, asks }) => name.test(variable) && (asks === undefined || asks.test(value)))
    ?.why
}
