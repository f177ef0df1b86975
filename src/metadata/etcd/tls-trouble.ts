import { OttlaError } from '../../env/index.ts'

/** The platform's codes for certificate problems, and what an operator needs to know about each. */
const troubles: readonly (readonly [code: RegExp, why: string])[] = [
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)\w*)$/,
    'an authority that is not trusted here has signed its certificate: name the file of that CA in ottla.etcd.ca.file'
  ],
  [/^CERT_HAS_EXPIRED$/, 'its certificate, or the one of its CA, has expired'],
  [/^CERT_NOT_YET_VALID$/, "its certificate is not valid yet: look at this machine's clock"],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'its certificate does not bear the name that it is reached by'],
  [
    /ALERT.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/,
    'it refuses the certificate of this broker, or asks for one: look at ottla.etcd.certificate.file and ottla.etcd.key.file'
  ],
  [/^(CERT_|INVALID_|PATH_LENGTH)/, 'its certificate is not one of a server that is trusted here'],
  [/WRONG_VERSION_NUMBER|^EPROTO$/, 'it does not speak TLS: an address without TLS is written etcd://'],
  [/^ERR_(OSSL|SSL)_.*(KEY|PEM|ASN1)/, 'the files of ottla.etcd.* cannot be used']
]

/** Codes of connections that break before anything was exchanged. */
const isBroken = /^(ECONNRESET|EPIPE)$/

const codeOf = (error: Error): string => (error as { readonly code?: string }).code ?? ''

/** OpenSSL's message without its source location. */
const shortened = ({ message }: Error): string => /error:[0-9A-F]+:[^:]*:[^:]*:([^:]*)/.exec(message)?.[1] ?? message

/** Describes a problem with TLS or its files for the operator; undefined if the cause is something else. */
export function tlsTrouble(error: Error): string | undefined {
  if (error instanceof OttlaError) return error.message
  const why = troubles.find(([pattern]) => pattern.test(codeOf(error)))?.[1]
  return why === undefined ? undefined : `${why} (${shortened(error)})`
}

/** The error of a connection to an etcd that never answered. */
export function firstTrouble(error: Error, isSecure: boolean): string {
  if (!isBroken.test(codeOf(error))) return error.message
  return isSecure
    ? `${error.message}: it may refuse the certificate of this broker, or ask for one`
    : `${error.message}: if it speaks TLS, write etcds://`
}
