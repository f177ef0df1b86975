/**
 * Whether one of these codes of an ACL or a filter is 0, "unknown": Kafka cannot read a request that has one and closes the
 * connection. Codes that it has no name for it reads. Source: org.apache.kafka.common.requests.CreateAclsRequest#validate.
 */
export const hasUnknownCode = (...codes: readonly number[]): boolean => codes.includes(0)
