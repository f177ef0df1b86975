/**
 * Whether a code in an ACL or a filter is 0, "unknown". Kafka cannot parse a request with such a code and closes the connection,
 * while it does parse codes that it has no name for. Source: org.apache.kafka.common.requests.CreateAclsRequest#validate.
 */
export const hasUnknownCode = (...codes: readonly number[]): boolean => codes.includes(0)
