/*
 * Rules for topic names. Source: org.apache.kafka.common.internals.Topic.
 */
const lengthMax = 249

/** Why this is not a valid topic name, in Kafka's words; null if it is valid. */
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
