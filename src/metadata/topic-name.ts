/*
 * Owns what a topic may be called.
 * Source: org.apache.kafka.common.internals.Topic.
 */
const lengthMax = 249

/** Why the name cannot be that of a topic, in Kafka's words; null when it can. */
export function invalidTopicName(name: string): string | null {
  const refuse = (why: string) => `Topic name is invalid: ${why}`
  if (name === '') return refuse('the empty string is not allowed')
  if (name === '.' || name === '..') return refuse(`'${name}' is not allowed`)
  if (name.length > lengthMax)
    return refuse(`the length of '${name}' is longer than the max allowed length ${lengthMax}`)
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    return refuse(`'${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`)
  }
  return null
}
