/** Java's String#hashCode over UTF-16 units, as a signed 32-bit number. */
export function javaHash(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  return hash
}

/** The internal topic partition for a group or transactional id (GroupMetadataManager#partitionFor). */
export function coordinatorPartition(key: string, partitionCount: number): number {
  const hash = javaHash(key)
  // Like Kafka, maps the one value that has no positive counterpart to 0.
  return (hash === -0x80000000 ? 0 : Math.abs(hash)) % partitionCount
}
