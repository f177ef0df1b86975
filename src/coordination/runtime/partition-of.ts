/** Java's String#hashCode over UTF-16 units, as a signed 32-bit number. */
export function javaHash(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  return hash
}

/** The partition of an internal topic that a group or a transactional id belongs to (GroupMetadataManager#partitionFor). */
export function coordinatorPartition(key: string, partitionCount: number): number {
  const hash = javaHash(key)
  // Kafka maps the one value without a positive twin to 0.
  return (hash === -0x80000000 ? 0 : Math.abs(hash)) % partitionCount
}
