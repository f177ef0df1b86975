/*
 * Owns what is never accepted because it would promise a protection that is not there.
 */

import { because } from './effects/reasons.ts'
import type { ConfigRow } from './row.ts'
import { brokerTable, isAsking } from './table.ts'

/** Names that Kafka's own table does not have, but its authorizers and older releases read. */
const promises: readonly { readonly name: RegExp; readonly why: string; readonly harmless?: RegExp }[] = [
  { name: /^super\.users$/, why: because.noAuthorizer, harmless: /^\s*$/ },
  { name: /^allow\.everyone\.if\.no\.acl\.found$/, why: because.noAuthorizer, harmless: /^\s*true\s*$/i },
  { name: /^delegation\.token\.master\.key$/, why: because.noTokens },
  { name: /^zookeeper\.set\.acl$/, why: because.noAuthorizer, harmless: /^\s*false\s*$/i }
]

/** `listener.name.<listener>.<config>`, where the config may have a SASL mechanism before it; undefined: not of that form. */
export function listenerConfig(name: string): string | undefined {
  const own = /^listener\.name\.[^.]+\.(.+)$/.exec(name)?.[1]
  if (own === undefined || brokerTable.has(own)) return own
  const behindMechanism = own.slice(own.indexOf('.') + 1)
  return brokerTable.has(behindMechanism) ? behindMechanism : own
}

/** Why a setting is refused: the end of a sentence; undefined: it is not. */
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
  return row.effect.kind === 'refused' && isAsking(row, value) ? row.effect.why : undefined
}
